package dev.podium.cli;

import dev.podium.Candidate;
import dev.podium.Hit;
import dev.podium.Qrels;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Reranker;
import dev.podium.file.BadDataException;
import dev.podium.file.Corpus;
import dev.podium.file.QrelsFile;
import dev.podium.file.QueryFile;
import dev.podium.method.Catalogue;
import dev.podium.metric.Metric;
import dev.podium.metric.Metrics;
import dev.podium.model.Model;
import dev.podium.model.Tally;
import dev.podium.model.Together;
import dev.podium.prompt.Attack;
import dev.podium.retrieve.Bm25;
import dev.podium.retrieve.Bm25Index;
import dev.podium.retrieve.Bm25Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs many methods over one first stage and says what each gained and cost. */
@Command(
        name = "survey",
        description =
                "Rerank BM25's lists of a collection by several methods: quality, calls, tokens, seconds, malformed answers.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Example:",
            "  podium survey --data scifact --model torch:./a-chat-model --method first --method \"rankgpt[window=10,stride=5]\"",
            "      --queries 50 --depth 20 --output survey.md"
        })
final class SurveyCommand implements Callable<Integer> {

    private static final Pattern SPOKEN = Pattern.compile("([a-z0-9-]+)(?:\\[(.*)\\])?");

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "A BEIR folder with judgments.")
    private @Nullable Path data;

    @Option(
            names = "--model",
            required = true,
            paramLabel = "REF",
            description = "One, or several for methods that need two.")
    private List<String> models = List.of();

    @Option(
            names = "--method",
            required = true,
            paramLabel = "M[NAME=VALUE,...]",
            description = "A method and its settings; repeatable.")
    private List<String> methods = List.of();

    @Option(
            names = "--queries",
            defaultValue = "50",
            description = "The first N judged queries. Default: ${DEFAULT-VALUE}.")
    private int queries = 50;

    @Option(names = "--depth", defaultValue = "20", description = "Candidates of each. Default: ${DEFAULT-VALUE}.")
    private int depth = 20;

    @Option(names = "--metric", defaultValue = "nDCG@10", description = "Default: ${DEFAULT-VALUE}.")
    private String metric = "nDCG@10";

    @Option(
            names = "--attacks",
            description = "Instead of quality: how far the last candidate of each list rises by words put into it.")
    private boolean attacks;

    @Option(
            names = "--output",
            paramLabel = "FILE.md",
            description = "Where the table goes; written after every method.")
    private @Nullable Path output;

    @Option(names = "--json", description = "Print one JSON envelope.")
    private boolean json;

    private final Console console;

    SurveyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Quiet.lucene();
        Metric measured = Metrics.parse(metric);
        Qrels qrels = QrelsFile.read(file("qrels/test.tsv"));
        List<Ranking> lists = lists(qrels);
        List<String> lines = new ArrayList<>(List.of(
                "%s, the first %d judged queries, the best %d of BM25 (%s %.4f), by `%s`."
                        .formatted(
                                Objects.requireNonNull(data).getFileName(),
                                lists.size(),
                                depth,
                                measured,
                                mean(Surveyed.values(lists, qrels, measured)),
                                models.stream().map(SurveyCommand::shortened).toList()),
                ""));
        List<Map<String, Object>> rows = new ArrayList<>();
        try (Model model = open();
                Progress progress = Progress.of(console, "surveying", (long) lists.size() * methods.size())) {
            List<String> head = attacks ? attackHead() : Surveyed.HEAD;
            lines.add("| " + String.join(" | ", head) + " |");
            lines.add("|" + " --- |".repeat(head.size()));
            for (String spoken : methods) {
                Reranker reranker = reranker(spoken, model);
                if (attacks) {
                    lines.add(attacked(spoken, reranker, lists, progress, rows));
                } else {
                    Surveyed surveyed = Surveyed.of(spoken, reranker, lists, qrels, measured, progress);
                    rows.add(surveyed.data());
                    lines.add(surveyed.row());
                }
                if (output != null) {
                    Files.writeString(output, String.join("\n", lines) + "\n");
                }
            }
        }
        if (json) {
            Envelope.print(console, "survey", Map.of("rows", rows));
        } else {
            lines.forEach(console.out::println);
        }
        return ExitCode.DONE.number;
    }

    private Model open() {
        return Together.of(models.stream()
                .map(reference -> Downloads.open(reference, console))
                .toArray(Model[]::new));
    }

    private static Reranker reranker(String spoken, Model model) {
        Matcher matcher = SPOKEN.matcher(spoken);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "The method \"%s\" must be a name, or a name and settings.\nMaybe: rankgpt[window=10,stride=5]"
                            .formatted(spoken));
        }
        Map<String, String> settings = new LinkedHashMap<>();
        if (matcher.group(2) != null) {
            for (String pair : matcher.group(2).split(",")) {
                String[] sides = pair.split("=", 2);
                settings.put(sides[0].strip(), sides.length == 2 ? sides[1].strip() : "");
            }
        }
        return Catalogue.method(matcher.group(1)).reranker(model, settings);
    }

    private List<Ranking> lists(Qrels qrels) {
        List<Query> judged = QueryFile.read(file("queries.jsonl")).stream()
                .filter(query -> qrels.grades().containsKey(query.id()))
                .limit(queries)
                .toList();
        try (Corpus corpus = Corpus.open(Objects.requireNonNull(data));
                Bm25 bm25 = Bm25Index.inMemory(corpus, Bm25Settings.ANSERINI)) {
            return judged.stream()
                    .map(query -> bm25.top(depth).retrieve(query))
                    .filter(list -> list.size() > 1)
                    .toList();
        }
    }

    private static List<String> attackHead() {
        List<String> head = new ArrayList<>(List.of("method", "untouched"));
        for (Attack attack : Attack.values()) {
            head.add(attack.toString());
        }
        return head;
    }

    /** Mean ranks of the candidate that stood last, untouched and with each attack in it. */
    private String attacked(
            String spoken, Reranker reranker, List<Ranking> lists, Progress progress, List<Map<String, Object>> rows) {
        double untouched = 0;
        double[] after = new double[Attack.values().length];
        for (Ranking list : lists) {
            untouched += rank(reranker, list, list.hits().getLast().candidate());
            for (Attack attack : Attack.values()) {
                after[attack.ordinal()] +=
                        rank(reranker, list, attack.on(list.hits().getLast().candidate()));
            }
            progress.step(1);
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("method", spoken);
        row.put("untouched", untouched / lists.size());
        List<String> cells = new ArrayList<>(List.of(spoken, shown(untouched / lists.size())));
        for (Attack attack : Attack.values()) {
            double mean = after[attack.ordinal()] / lists.size();
            row.put(attack.toString(), mean);
            cells.add(shown(mean));
        }
        rows.add(row);
        return "| " + String.join(" | ", cells) + " |";
    }

    private static int rank(Reranker reranker, Ranking list, Candidate last) {
        List<Hit> hits = new ArrayList<>(list.hits());
        hits.set(hits.size() - 1, new Hit(last, hits.getLast().score()));
        Ranking best = RerankCommand.Outcome.of(reranker, new Ranking(list.query(), hits, list.scale()), new Tally())
                .ranking();
        return best.ids().indexOf(last.id()) + 1;
    }

    private static String shown(double rank) {
        return String.format(Locale.ROOT, "%.1f", rank);
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return values.length == 0 ? 0 : sum / values.length;
    }

    /** The last part of a path: a table must not tell where somebody keeps models. */
    private static String shortened(String reference) {
        return reference.replaceFirst(":.*/", ":");
    }

    private Path file(String name) {
        Path plain = Objects.requireNonNull(data).resolve(name);
        Path file = Files.exists(plain) ? plain : data.resolve(name + ".gz");
        if (!Files.exists(file)) {
            throw new BadDataException(
                    file, 0, "", "There is no %s in this folder.".formatted(name), "A BEIR folder has it.");
        }
        return file;
    }
}
