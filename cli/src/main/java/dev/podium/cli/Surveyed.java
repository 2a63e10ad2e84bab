package dev.podium.cli;

import dev.podium.Qrels;
import dev.podium.Ranking;
import dev.podium.Reranker;
import dev.podium.Run;
import dev.podium.cli.RerankCommand.Outcome;
import dev.podium.eval.Paired;
import dev.podium.eval.Significance;
import dev.podium.eval.WinTieLoss;
import dev.podium.metric.Evaluation;
import dev.podium.metric.Metric;
import dev.podium.model.Tally;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What one method did with some lists: quality against the stage before, and what it cost.
 *
 * @param name of the method, with its settings
 * @param quality mean of the metric
 * @param gain over the stage before
 * @param p that so large a difference comes by chance, by a randomisation test, uncorrected
 * @param signs queries that got better, stayed and got worse
 * @param queries in all
 * @param partial queries that came back as far as they had come
 * @param counts over all queries
 * @param rounds of questions, mean over the queries
 * @param malformed answers that were not as asked for
 * @param seconds for all queries
 */
record Surveyed(
        String name,
        double quality,
        double gain,
        double p,
        WinTieLoss signs,
        int queries,
        int partial,
        Tally.Counts counts,
        double rounds,
        long malformed,
        double seconds) {

    static Surveyed of(
            String name, Reranker reranker, List<Ranking> lists, Qrels qrels, Metric metric, Progress progress) {
        Tally tally = new Tally();
        List<Ranking> best = new ArrayList<>();
        int partial = 0;
        long rounds = 0;
        long start = System.nanoTime();
        for (Ranking list : lists) {
            Outcome outcome = Outcome.of(reranker, list, tally);
            partial += outcome.exit() == ExitCode.DONE ? 0 : 1;
            rounds += outcome.rounds();
            best.add(outcome.ranking());
            progress.step(1);
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        double[] after = values(best, qrels, metric);
        double[] before = values(lists, qrels, metric);
        List<String> ids = lists.stream().map(list -> list.query().id()).toList();
        Paired paired = Paired.of(ids, after, before);
        return new Surveyed(
                name,
                paired.systemMean(),
                paired.meanDifference(),
                Significance.named("randomisation").of(paired).p(),
                WinTieLoss.of(paired),
                lists.size(),
                partial,
                tally.counts(),
                (double) rounds / lists.size(),
                tally.malformed().entrySet().stream()
                        .filter(entry -> !entry.getKey().equals("unreadable twice"))
                        .mapToLong(Map.Entry::getValue)
                        .sum(),
                seconds);
    }

    /** One a list, in their order. */
    static double[] values(List<Ranking> lists, Qrels qrels, Metric metric) {
        Evaluation evaluation =
                Evaluation.of(Run.of("survey", lists), qrels, List.of(metric), Evaluation.Options.USUAL);
        return evaluation.perQuery(metric);
    }

    /** For a program. */
    Map<String, Object> data() {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("method", name);
        data.put("quality", quality);
        data.put("gain", gain);
        data.put("p", Double.isFinite(p) ? p : null);
        data.put("better", signs.wins());
        data.put("worse", signs.losses());
        data.put("queries", queries);
        data.put("partial", partial);
        data.put("calls", counts.texts());
        data.put("rounds", rounds);
        data.put("prompt_tokens", counts.promptTokens());
        data.put("completion_tokens", counts.completionTokens());
        data.put("prefix_tokens", counts.sharedTokens());
        data.put("malformed", malformed);
        data.put("seconds", seconds);
        return data;
    }

    static final List<String> HEAD = List.of(
            "method",
            "quality",
            "gain",
            "p",
            "better / worse",
            "calls",
            "rounds",
            "tokens read",
            "shared",
            "written",
            "malformed",
            "unfinished",
            "s a query");

    /** A row of a Markdown table; costs are means a query. */
    String row() {
        return List.of(
                        name,
                        String.format(Locale.ROOT, "%.4f", quality),
                        String.format(Locale.ROOT, "%+.4f", gain),
                        Double.isFinite(p) ? String.format(Locale.ROOT, "%.3f", p) : "-",
                        signs.wins() + " / " + signs.losses(),
                        mean(counts.texts()),
                        String.format(Locale.ROOT, "%.1f", rounds),
                        mean(counts.promptTokens()),
                        mean(counts.sharedTokens()),
                        mean(counts.completionTokens()),
                        counts.texts() == 0
                                ? "-"
                                : String.format(Locale.ROOT, "%.0f%%", 100.0 * malformed / counts.texts()),
                        String.valueOf(partial),
                        String.format(Locale.ROOT, "%.2f", seconds / queries))
                .stream()
                .collect(Collectors.joining(" | ", "| ", " |"));
    }

    private String mean(long sum) {
        double mean = (double) sum / queries;
        return mean >= 100 ? String.format(Locale.ROOT, "%.0f", mean) : String.format(Locale.ROOT, "%.1f", mean);
    }
}
