package dev.podium.replay;

import dev.podium.Ranking;
import dev.podium.Reranker;
import dev.podium.Run;
import dev.podium.file.BadDataException;
import dev.podium.file.TrecRun;
import dev.podium.model.Model;
import dev.podium.model.Tally;
import dev.podium.replay.RecordedExperiment.Answer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A folder of recorded answers.
 *
 * <p>Its files: {@code files.json}, an array with one object an experiment ({@code file}, {@code model},
 * {@code first_stage}, {@code topk}, {@code window}, {@code step}, {@code final_run}); {@code responses.jsonl(.gz)}, one
 * object an answer ({@code file}, {@code qid}, {@code window}, {@code start}, {@code size}, {@code response});
 * {@code final_runs/}, the runs the experiments ended with. The runs they began with, {@code <first_stage>.trec(.gz)},
 * are looked for in {@code runs/} of the folder and then in {@code runs/} of its neighbours.
 *
 * @param experiments in the order of {@code files.json}
 * @param runFolders where first-stage runs are looked for, in this order
 * @since 0.1.0
 */
public record Recording(List<RecordedExperiment> experiments, List<Path> runFolders) {

    private static final JsonMapper JSON = JsonMapper.shared();

    public Recording {
        experiments = List.copyOf(experiments);
        runFolders = List.copyOf(runFolders);
    }

    /**
     * Reads a folder.
     *
     * @throws BadDataException if a file is missing or a line is not as described
     */
    public static Recording read(Path folder) throws IOException {
        Map<Integer, SequencedMap<String, List<Answer>>> answers = answers(folder);
        Path index = folder.resolve("files.json");
        List<RecordedExperiment> experiments = new ArrayList<>();
        for (JsonNode node : tree(Files.readString(index), index, 0)) {
            int file = node.required("file").asInt();
            experiments.add(new RecordedExperiment(
                    node.required("model").asString(),
                    node.required("first_stage").asString(),
                    node.required("topk").asInt(),
                    node.required("window").asInt(),
                    node.required("step").asInt(),
                    folder.resolve("final_runs")
                            .resolve(node.required("final_run").asString()),
                    answers.getOrDefault(file, new LinkedHashMap<>())));
        }
        return new Recording(experiments, runFolders(folder));
    }

    private static Map<Integer, SequencedMap<String, List<Answer>>> answers(Path folder) throws IOException {
        Path plain = folder.resolve("responses.jsonl");
        Path path = Files.exists(plain) ? plain : folder.resolve("responses.jsonl.gz");
        Map<Integer, SequencedMap<String, List<Answer>>> answers = new HashMap<>();
        try (var in = Files.newInputStream(path);
                BufferedReader lines = new BufferedReader(new InputStreamReader(
                        path.equals(plain) ? in : new GZIPInputStream(in), StandardCharsets.UTF_8))) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                JsonNode node = tree(line, path, number);
                answers.computeIfAbsent(node.required("file").asInt(), _ -> new LinkedHashMap<>())
                        .computeIfAbsent(node.required("qid").asString(), _ -> new ArrayList<>())
                        .add(new Answer(
                                node.required("start").asInt(),
                                node.required("size").asInt(),
                                node.required("response").asString()));
            }
        }
        return answers;
    }

    private static JsonNode tree(String text, Path path, int line) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw new BadDataException(
                    path, line, "", "This is not JSON: " + e.getOriginalMessage(), "Maybe it is cut.");
        }
    }

    private static List<Path> runFolders(Path folder) throws IOException {
        List<Path> folders = new ArrayList<>(List.of(folder.resolve("runs")));
        Path parent = folder.toAbsolutePath().normalize().getParent();
        if (parent != null) {
            try (Stream<Path> neighbours = Files.list(parent)) {
                neighbours.map(neighbour -> neighbour.resolve("runs")).sorted().forEach(folders::add);
            }
        }
        return folders.stream().filter(Files::isDirectory).toList();
    }

    /** How a recorded reranker is put together again. */
    @FunctionalInterface
    public interface Replaying {
        /**
         * The reranker over what its model said.
         *
         * @param model that writes the recorded answers in their order, whatever it is shown
         * @param experiment with its window and stride
         */
        Reranker reranker(Model model, RecordedExperiment experiment);
    }

    // what the tally calls a flaw, and what the field does
    private static final Map<String, String> CLASSES = Map.of(
            "unreadable", "no-numbers", //
            "out of range", "out-of-range",
            "repeated", "duplicate",
            "missing", "missing");

    /**
     * Replays every experiment.
     *
     * @param how the reranker is put together; it must ask once a window and keep what it cannot read
     */
    public Replayed replay(Replaying how) throws IOException {
        Map<Path, Run> firstStages = new HashMap<>();
        List<String> different = new ArrayList<>();
        Tally tally = new Tally();
        int queries = 0;
        long calls = 0;
        for (RecordedExperiment experiment : experiments) {
            Run first = firstStage(experiment, firstStages);
            Run last = TrecRun.read(experiment.finalRun());
            for (Map.Entry<String, List<Answer>> entry : experiment.answers().entrySet()) {
                String id = entry.getKey();
                Ranking given = first.rankings().get(id);
                Ranking wanted = last.rankings().get(id);
                if (given == null || wanted == null) {
                    throw new IllegalArgumentException("Query \"%s\" has answers but no ranking in %s."
                            .formatted(id, given == null ? experiment.firstStage() : experiment.finalRun()));
                }
                RecordedAnswers model = new RecordedAnswers(id, entry.getValue());
                List<String> order = tally.during(() -> how.reranker(model, experiment)
                                .onTop(experiment.depth())
                                .rerank(given))
                        .top(wanted.size())
                        .ids();
                queries++;
                calls += model.asked();
                if (!order.equals(wanted.ids()) || model.hasMore()) {
                    different.add("%s over %s, query %s".formatted(experiment.name(), experiment.firstStage(), id));
                }
            }
        }
        SequencedMap<String, Long> malformed = new TreeMap<>();
        tally.malformed().forEach((kind, count) -> malformed.merge(CLASSES.getOrDefault(kind, kind), count, Long::sum));
        return new Replayed(queries, queries - different.size(), calls, malformed, List.copyOf(different));
    }

    /** The first run of that name that holds every query of the experiment. */
    private Run firstStage(RecordedExperiment experiment, Map<Path, Run> read) throws IOException {
        for (Path folder : runFolders) {
            for (String suffix : List.of(".trec", ".trec.gz")) {
                Path path = folder.resolve(experiment.firstStage() + suffix);
                if (!Files.exists(path)) {
                    continue;
                }
                Run run = read.get(path);
                if (run == null) {
                    run = TrecRun.read(path);
                    read.put(path, run);
                }
                if (run.rankings().keySet().containsAll(experiment.answers().keySet())) {
                    return run;
                }
            }
        }
        throw new IllegalArgumentException(
                "No run %s.trec(.gz) with the recorded queries is in %s.\nMaybe put it into a folder \"runs\" beside the answers."
                        .formatted(experiment.firstStage(), runFolders));
    }
}
