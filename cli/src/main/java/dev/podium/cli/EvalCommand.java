package dev.podium.cli;

import dev.podium.Qrels;
import dev.podium.Run;
import dev.podium.file.BadDataException;
import dev.podium.file.QrelsFile;
import dev.podium.file.TrecRun;
import dev.podium.metric.Evaluation;
import dev.podium.metric.Explanation;
import dev.podium.metric.Metric;
import dev.podium.metric.Metrics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures runs as trec_eval does. */
@Command(
        name = "eval",
        description = "Measure runs against judgments, exactly as trec_eval does.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class EvalCommand implements Callable<Integer> {

    @Option(names = "--qrels", required = true, paramLabel = "FILE", description = "TREC or BEIR judgments.")
    private @Nullable Path qrels;

    @Option(names = "--run", required = true, paramLabel = "RUN", description = "A TREC run; repeatable.")
    private List<Path> runs = new ArrayList<>();

    @Option(
            names = "--metrics",
            paramLabel = "LIST",
            defaultValue = "nDCG@10,AP,RR,P@10,R@100",
            description = "Default: ${DEFAULT-VALUE}. Names of ir_measures or trec_eval.")
    private String metrics = "nDCG@10";

    @Option(names = "--per-query", description = "Add the value of each query.")
    private boolean perQuery;

    @Option(
            names = "--explain",
            description = "Say how far ties move each value, and what other tools would print and why.")
    private boolean explain;

    @Option(names = "--complete", description = "Count queries that a run lacks as 0 (trec_eval -c).")
    private boolean complete;

    @Option(names = "--judged-only", description = "Take unjudged documents out first (trec_eval -J).")
    private boolean judgedOnly;

    @Option(
            names = "--max-depth",
            paramLabel = "N",
            defaultValue = "0",
            description = "Look at N ranks (trec_eval -M).")
    private int depth;

    @Option(names = "--trec-eval", paramLabel = "9|10", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}.")
    private int version = 10;

    @Option(names = "--json", description = "Print one JSON envelope; values are not rounded.")
    private boolean json;

    private final Console console;

    EvalCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (version != 9 && version != 10) {
            throw new IllegalArgumentException("The option --trec-eval (%d) must be 9 or 10.".formatted(version));
        }
        if (depth < 0) {
            throw new IllegalArgumentException("The option --max-depth (%d) must not be negative.".formatted(depth));
        }
        if (explain && (complete || judgedOnly || depth > 0)) {
            throw new IllegalArgumentException(
                    "--explain explains the plain values: it does not go with --complete, --judged-only or --max-depth.\nMaybe leave those out.");
        }
        List<Metric> asked = Metrics.parseAll(metrics);
        Qrels judged = QrelsFile.read(Objects.requireNonNull(qrels));
        Evaluation.Options options = new Evaluation.Options(complete, judgedOnly, depth, version == 9);
        Map<String, Evaluation> measured = new LinkedHashMap<>();
        for (Path run : runs) {
            Evaluation evaluation = Measuring.of(run, judged, asked, options);
            if (evaluation.values().isEmpty()) {
                throw nothingInCommon(run, judged);
            }
            measured.put(run.toString(), evaluation);
            warn(run, evaluation);
        }
        if (json) {
            Envelope.print(
                    console,
                    "eval",
                    Map.of(
                            "runs",
                            measured.entrySet().stream()
                                    .map(entry -> data(entry.getKey(), entry.getValue(), judged))
                                    .toList()));
        } else {
            print(measured, asked);
            if (explain) {
                explain(judged, asked);
            }
        }
        return ExitCode.DONE.number;
    }

    private void warn(Path run, Evaluation evaluation) {
        if (!evaluation.notInRun().isEmpty()) {
            console.warn("%s lacks %d judged queries, such as \"%s\"; they count %s."
                    .formatted(
                            run,
                            evaluation.notInRun().size(),
                            evaluation.notInRun().getFirst(),
                            complete ? "as 0" : "for nothing (--complete counts them as 0)"));
        }
        if (!evaluation.notJudged().isEmpty()) {
            console.warn("%s has %d queries without judgments; they do not count."
                    .formatted(run, evaluation.notJudged().size()));
        }
    }

    private Map<String, Object> data(String name, Evaluation evaluation, Qrels judged) {
        Map<String, Object> run = new LinkedHashMap<>();
        run.put("name", name);
        Map<String, Double> means = new LinkedHashMap<>();
        evaluation.metrics().forEach(metric -> means.put(metric.toString(), evaluation.of(metric)));
        run.put("metrics", means);
        run.put("counted", evaluation.values().size());
        if (perQuery) {
            Map<String, Object> queries = new LinkedHashMap<>();
            evaluation.values().forEach((query, values) -> {
                Map<String, Double> row = new LinkedHashMap<>();
                for (int m = 0; m < values.size(); m++) {
                    row.put(evaluation.metrics().get(m).toString(), values.get(m));
                }
                queries.put(query, row);
            });
            run.put("queries", queries);
        }
        if (explain) {
            Run read = TrecRun.read(Path.of(name));
            run.put(
                    "explanations",
                    evaluation.metrics().stream()
                            .map(metric -> data(Explanation.of(read, judged, metric)))
                            .toList());
        }
        return run;
    }

    private static Map<String, Object> data(Explanation explanation) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("metric", explanation.metric().toString());
        told.put("value", explanation.value());
        told.put("worst", explanation.worst());
        told.put("best", explanation.best());
        told.put("exact", explanation.exact());
        told.put(
                "readings",
                explanation.readings().stream()
                        .map(reading ->
                                Map.of("tools", reading.tools(), "why", reading.why(), "value", reading.value()))
                        .toList());
        return told;
    }

    private void explain(Qrels judged, List<Metric> asked) {
        for (Path path : runs) {
            Run run = TrecRun.read(path);
            for (Metric metric : asked) {
                console.out.println();
                console.out.printf("%s: %s", path, Explanation.of(run, judged, metric));
            }
        }
    }

    private BadDataException nothingInCommon(Path run, Qrels judged) {
        return new BadDataException(
                run,
                0,
                "",
                "The run and the judgments %s have no query in common: the run has %s, the judgments %s."
                        .formatted(
                                qrels,
                                some(TrecRun.read(run).rankings().keySet()),
                                some(judged.grades().keySet())),
                "Maybe they belong to different collections.");
    }

    private static String some(Set<String> queries) {
        return queries.isEmpty()
                ? "none"
                : "%d such as \"%s\""
                        .formatted(queries.size(), queries.iterator().next());
    }

    private void print(Map<String, Evaluation> measured, List<Metric> asked) {
        List<String> head = new ArrayList<>(List.of("run"));
        if (perQuery) {
            head.add("query");
        }
        asked.forEach(metric -> head.add(metric.toString()));
        Table table = Table.of(head.toArray(String[]::new));
        measured.forEach((name, evaluation) -> {
            if (perQuery) {
                evaluation.values().forEach((query, values) -> {
                    List<Object> row = new ArrayList<>(List.of(name, query));
                    row.addAll(values);
                    table.row(row.toArray());
                });
            }
            List<Object> row = new ArrayList<>(List.of(name));
            if (perQuery) {
                row.add("all");
            }
            asked.forEach(metric -> row.add(evaluation.of(metric)));
            table.row(row.toArray());
        });
        table.print(console.out);
    }
}
