package dev.podium.metric;

import dev.podium.Qrels;
import dev.podium.Ranking;
import dev.podium.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;

/**
 * What other tools would have printed for a metric, and why.
 *
 * <p>{@link #best} and {@link #worst} put the better grades first and last among equal scores. For a metric that never falls
 * when something better moves up these are the highest and lowest value over all tie orders, and {@link #exact} says so;
 * for the few others ({@link InfAp}, {@link GradedG}, {@link NDcgWithGains}) they are the values of those two orders only.
 * Where the two are far apart, a value says more about a tool's order of ties than about the ranking.
 *
 * @param metric what was measured
 * @param value ours, which is trec_eval's where it has the metric
 * @param worst the lowest value over tie orders
 * @param best the highest
 * @param exact whether no tie order goes beyond worst and best
 * @param readings what others do, one a rule; those that change nothing are here too
 * @since 0.1.0
 */
public record Explanation(
        Metric metric, double value, double worst, double best, boolean exact, List<Reading> readings) {

    /**
     * One way to read the same metric.
     *
     * @param tools who reads it so
     * @param why the rule, and how it differs from ours
     * @param value what they would print
     */
    public record Reading(String tools, String why, double value) {}

    /** A rule, before it is applied: the value of one list. */
    private record Rule(String tools, String why, ToDoubleBiFunction<Ranking, Map<String, Integer>> value) {}

    public Explanation {
        readings = List.copyOf(readings);
    }

    /** Explains the value of one list. */
    public static Explanation of(Ranking ranking, Map<String, Integer> grades, Metric metric) {
        List<Reading> readings = new ArrayList<>();
        for (Rule rule : rules(metric)) {
            readings.add(new Reading(rule.tools(), rule.why(), rule.value().applyAsDouble(ranking, grades)));
        }
        double best = metric.of(TieOrder.BEST.judged(ranking, grades));
        double worst = metric.of(TieOrder.WORST.judged(ranking, grades));
        return new Explanation(
                metric,
                metric.of(ranking, grades),
                Math.min(best, worst),
                Math.max(best, worst),
                isExact(metric),
                readings);
    }

    /** Explains the value of a run: the rules for lists, and which queries are averaged over. */
    public static Explanation of(Run run, Qrels qrels, Metric metric) {
        List<Ranking> rankings = run.rankings().values().stream()
                .filter(ranking -> !qrels.of(ranking.query().id()).isEmpty())
                .toList();
        List<Reading> readings = new ArrayList<>();
        for (Rule rule : rules(metric)) {
            readings.add(new Reading(rule.tools(), rule.why(), over(rankings, qrels, metric, rule.value())));
        }
        double usual = Evaluation.of(run, qrels, List.of(metric), Evaluation.Options.USUAL)
                .of(metric);
        double complete = Evaluation.of(run, qrels, List.of(metric), new Evaluation.Options(true, false, 0, false))
                .of(metric);
        readings.add(new Reading(
                "trec_eval -c, ir_measures, ranx; BEIR for MRR",
                "averaged over all %d queries of the qrels, not the %d that the run has too"
                        .formatted(qrels.grades().size(), rankings.size()),
                complete));
        List<Ranking> answerable = rankings.stream()
                .filter(ranking ->
                        qrels.of(ranking.query().id()).values().stream().anyMatch(grade -> grade >= 1))
                .toList();
        readings.add(new Reading(
                "scripts that skip queries",
                "averaged over the %d queries for which something is relevant".formatted(answerable.size()),
                over(answerable, qrels, metric, metric::of)));
        double best = over(rankings, qrels, metric, (list, grades) -> metric.of(TieOrder.BEST.judged(list, grades)));
        double worst = over(rankings, qrels, metric, (list, grades) -> metric.of(TieOrder.WORST.judged(list, grades)));
        return new Explanation(metric, usual, Math.min(best, worst), Math.max(best, worst), isExact(metric), readings);
    }

    private static boolean isExact(Metric metric) {
        return !(metric instanceof InfAp || metric instanceof GradedG || metric instanceof NDcgWithGains);
    }

    private static double over(
            List<Ranking> rankings,
            Qrels qrels,
            Metric metric,
            ToDoubleBiFunction<Ranking, Map<String, Integer>> value) {
        return metric.over(rankings.stream()
                .mapToDouble(ranking ->
                        value.applyAsDouble(ranking, qrels.of(ranking.query().id())))
                .toArray());
    }

    private static List<Rule> rules(Metric metric) {
        List<Rule> rules = new ArrayList<>();
        rules.add(
                order("ranx, most libraries", "equal scores keep the order of insertion", TieOrder.INSERTION, metric));
        rules.add(order("ir_measures (Judged, MS MARCO)", "equal scores by rising id", TieOrder.RISING_ID, metric));
        rules.add(order(
                "trec_eval 9, pytrec_eval",
                "scores are 32-bit numbers, so more of them tie",
                TieOrder.TREC_EVAL_9,
                metric));
        switch (metric) {
            case NDcg ndcg -> {
                rules.add(new Rule(
                        "sklearn",
                        "gains averaged over the orders of equal scores",
                        (ranking, grades) -> TieAveraged.nDcg(ranking, grades, ndcg)));
                rules.add(
                        ndcg.gain() == NDcg.Gain.LINEAR
                                ? metric(
                                        "LightGBM, RankLib, gdeval, ranx's ndcg_burges",
                                        "gain 2^grade - 1, not the grade",
                                        new NDcg(ndcg.cutoff(), NDcg.Gain.EXPONENTIAL))
                                : metric(
                                        "trec_eval, BEIR, sklearn, ranx's ndcg",
                                        "gain is the grade, not 2^grade - 1",
                                        new NDcg(ndcg.cutoff())));
            }
            case AveragePrecision ap
            when ap.cutoff() > 0 ->
                rules.add(new Rule("recommender libraries", "divided by min(k, R), not R", (ranking, grades) -> {
                    Judged list = Judged.of(ranking, grades);
                    int all = list.relevant(ap.rel());
                    return all == 0 ? 0 : ap.of(list) * all / Math.min(all, ap.cutoff());
                }));
            case ReciprocalRank rr
            when rr.cutoff() == 0 ->
                rules.add(metric(
                        "BEIR, MS MARCO",
                        "0 where nothing relevant is in the first 10",
                        new ReciprocalRank(rr.rel(), 10)));
            case ReciprocalRank rr ->
                rules.add(metric(
                        "trec_eval's recip_rank, Rankify", "the whole list counts", new ReciprocalRank(rr.rel(), 0)));
            case Recall recall ->
                rules.add(metric(
                        "BEIR's capped recall",
                        "divided by min(k, R), not R",
                        new RelativePrecision(recall.cutoff(), recall.rel())));
            case Precision precision ->
                rules.add(new Rule(
                        "some libraries",
                        "divided by the number retrieved where that is less than k",
                        (ranking, grades) -> {
                            int least = Math.min(ranking.size(), precision.cutoff());
                            return least == 0 ? 0 : precision.of(ranking, grades) * precision.cutoff() / least;
                        }));
            case Rbp rbp -> {
                rules.add(metric("trec_eval 10", "p 0.9, and grades over the highest", new GradedRbp(0.9)));
                rules.add(metric("ir_measures", "p 0.8 by default, binary", new Rbp(0.8, rbp.rel(), rbp.cutoff())));
                rules.add(new Rule(
                        "ranx",
                        "grades count as they are, so the value may exceed 1",
                        (ranking, grades) -> withGrades(rbp, TieOrder.INSERTION.judged(ranking, grades))));
            }
            case Bpref bpref ->
                rules.add(new Rule("ranx", "not a number where nothing was judged not relevant", (ranking, grades) -> {
                    Judged list = TieOrder.INSERTION.judged(ranking, grades);
                    return list.nonRelevant(bpref.rel()) == 0 ? Double.NaN : bpref.of(list);
                }));
            case Err err ->
                rules.add(new Rule(
                        "Chapelle et al., LTR libraries",
                        "a grade satisfies by the highest judged for the query, not by 4",
                        (ranking, grades) -> err.of(Judged.of(ranking, grades), highest(grades))));
            case JudgedShare judged ->
                rules.add(new Rule(
                        "trec_eval 10 (1 - unj)",
                        "the unjudged share of k, though fewer were retrieved; negative grades are unjudged",
                        (ranking, grades) -> 1 - new UnjudgedShare(judged.cutoff()).of(ranking, grades)));
            default -> {} // no tool we know reads it another way
        }
        return rules;
    }

    private static double withGrades(Rbp rbp, Judged list) {
        double weight = 1 - rbp.p();
        double sum = 0;
        for (int i = 0; i < Names.depth(rbp.cutoff(), list); i++, weight *= rbp.p()) {
            sum += Math.max(list.grade(i), 0) * weight;
        }
        return sum;
    }

    private static int highest(Map<String, Integer> grades) {
        return grades.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    private static Rule order(String tools, String why, TieOrder order, Metric metric) {
        return new Rule(tools, why, (ranking, grades) -> metric.of(order.judged(ranking, grades)));
    }

    private static Rule metric(String tools, String why, Metric other) {
        return new Rule(tools, why, other::of);
    }

    /** A table: ours, the span over tie orders, and a line a reading; those that print another number carry a star. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT,
                "%s = %.4f; over the orders of equal scores %.4f to %.4f%s%n",
                metric,
                value,
                worst,
                best,
                exact ? "" : " (the two tried; others may go beyond)"));
        for (Reading reading : readings) {
            boolean same = String.format(Locale.ROOT, "%.4f", reading.value())
                    .equals(String.format(Locale.ROOT, "%.4f", value));
            text.append(String.format(
                    Locale.ROOT,
                    "%s %.4f  %-46s %s%n",
                    same ? " " : "*",
                    reading.value(),
                    reading.tools(),
                    reading.why()));
        }
        return text.toString();
    }
}
