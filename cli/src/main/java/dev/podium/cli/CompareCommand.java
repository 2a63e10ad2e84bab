package dev.podium.cli;

import dev.podium.Qrels;
import dev.podium.eval.Bootstrap;
import dev.podium.eval.EffectSize;
import dev.podium.eval.Interval;
import dev.podium.eval.Outcome;
import dev.podium.eval.Paired;
import dev.podium.eval.Significance;
import dev.podium.eval.TopicsNeeded;
import dev.podium.eval.WinTieLoss;
import dev.podium.file.QrelsFile;
import dev.podium.metric.Evaluation;
import dev.podium.metric.Metric;
import dev.podium.metric.Metrics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Tests whether two runs differ, query by query. */
@Command(
        name = "compare",
        description = "Test the difference of two runs, query by query.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {

    private static final double ALPHA = 0.05;
    private static final double POWER = 0.8;

    @Option(names = "--qrels", required = true, paramLabel = "FILE", description = "TREC or BEIR judgments.")
    private @Nullable Path qrels;

    @Option(names = "--run", required = true, paramLabel = "RUN", description = "Twice: the system, then the baseline.")
    private List<Path> runs = new ArrayList<>();

    @Option(names = "--metric", paramLabel = "M", defaultValue = "nDCG@10", description = "Default: ${DEFAULT-VALUE}.")
    private String metric = "nDCG@10";

    @Option(
            names = "--test",
            paramLabel = "TEST",
            defaultValue = "randomisation",
            description = "randomisation, t, wilcoxon or sign. Default: ${DEFAULT-VALUE}.")
    private String test = "randomisation";

    @Option(names = "--json", description = "Print one JSON envelope.")
    private boolean json;

    private final Console console;

    CompareCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (runs.size() != 2) {
            throw new IllegalArgumentException(
                    "Compare needs --run twice (the system, then the baseline), not %d times.".formatted(runs.size()));
        }
        Significance significance = Significance.named(test);
        Metric measured = Metrics.parse(metric);
        Qrels judged = QrelsFile.read(Objects.requireNonNull(qrels));
        Paired paired = Paired.of(
                values(runs.get(0), judged, measured), values(runs.get(1), judged, measured), Paired.Missing.ZERO);
        Outcome outcome = significance.of(paired);
        Interval interval = Bootstrap.usual().of(paired);
        EffectSize effect = EffectSize.of(paired, 1 - ALPHA);
        WinTieLoss signs = WinTieLoss.of(paired);
        TopicsNeeded topics = TopicsNeeded.of(paired, ALPHA, POWER);
        if (json) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("metric", measured.toString());
            data.put("runs", runs.stream().map(Path::toString).toList());
            data.put("values", List.of(paired.systemMean(), paired.baselineMean()));
            data.put("queries", paired.size());
            data.put("difference", paired.meanDifference());
            data.put("interval", List.of(interval.low(), interval.high()));
            data.put("test", outcome.test());
            data.put("statistic", finite(outcome.statistic()));
            data.put("p", finite(outcome.p()));
            data.put("how", outcome.how());
            data.put("effect", finite(effect.d()));
            data.put("wins", signs.wins());
            data.put("ties", signs.ties());
            data.put("losses", signs.losses());
            data.put("topics", topics.toString());
            Envelope.print(console, "compare", data);
        } else {
            Table.of("run", measured.toString())
                    .row(runs.get(0), paired.systemMean())
                    .row(runs.get(1), paired.baselineMean())
                    .print(console.out);
            console.out.printf(
                    Locale.ROOT,
                    "%ndifference %+.4f, 95%% interval [%+.4f, %+.4f], over %d queries (%d better, %d equal, %d worse)%n",
                    paired.meanDifference(),
                    interval.low(),
                    interval.high(),
                    paired.size(),
                    signs.wins(),
                    signs.ties(),
                    signs.losses());
            console.out.printf(
                    Locale.ROOT,
                    "%s: p = %.4g (%s; one test, uncorrected like the interval); effect size d = %.2f%n",
                    outcome.test(),
                    outcome.p(),
                    outcome.how(),
                    effect.d());
            console.out.println(topics);
        }
        return ExitCode.DONE.number;
    }

    /** JSON has no NaN: a value that is not defined is null. */
    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** Queries that a run lacks count as 0 here: leaving them out would favour the run that answers less. */
    private SequencedMap<String, Double> values(Path run, Qrels judged, Metric measured) {
        Evaluation evaluation =
                Measuring.of(run, judged, List.of(measured), new Evaluation.Options(true, false, 0, false));
        if (!evaluation.notInRun().isEmpty()) {
            console.warn("%s lacks %d judged queries; they count as 0."
                    .formatted(run, evaluation.notInRun().size()));
        }
        SequencedMap<String, Double> values = new LinkedHashMap<>();
        evaluation.values().forEach((query, row) -> values.put(query, row.getFirst()));
        return values;
    }
}
