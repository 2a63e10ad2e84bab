package dev.podium.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Candidate;
import dev.podium.Given;
import dev.podium.Qrels;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Run;
import dev.podium.Scale;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExplanationTest {

    private static final Map<String, Integer> GRADES = Map.of("a", 2, "b", 0, "c", 1);

    /** a, b and c tie: trec_eval sees c, b, a; insertion and rising ids see a, b, c. */
    private static Ranking tied(String query) {
        return ranking(query, List.of("a", "b", "c"), new double[] {1, 1, 1});
    }

    private static Ranking ranking(String query, List<String> ids, double[] scores) {
        return Ranking.byScore(
                Query.of(query, "which?"), ids.stream().map(Candidate::named).toList(), scores, Scale.REAL);
    }

    private static double value(Explanation explanation, String tools) {
        return explanation.readings().stream()
                .filter(reading -> (reading.tools() + ": " + reading.why()).contains(tools))
                .findFirst()
                .orElseThrow()
                .value();
    }

    @Test
    void ndcg_is_told_for_each_order_of_ties_and_each_gain() {
        Explanation explanation = Explanation.of(tied("q"), GRADES, new NDcg(0));
        double ideal = 2 + 1 / log2(3);
        assertThat(explanation.value()).isCloseTo((1 + 2 / 2.0) / ideal, within(1e-12)); // c b a
        assertThat(value(explanation, "ranx")).isCloseTo((2 + 1 / 2.0) / ideal, within(1e-12)); // a b c
        assertThat(explanation.best()).isCloseTo(1, within(1e-12)); // a c b
        assertThat(explanation.worst()).isCloseTo((1 / log2(3) + 2 / 2.0) / ideal, within(1e-12)); // b c a
        // each gains (2 + 0 + 1) / 3 = 1
        assertThat(value(explanation, "sklearn")).isCloseTo((1 + 1 / log2(3) + 0.5) / ideal, within(1e-12));
        assertThat(value(explanation, "LightGBM")).isCloseTo((1 + 3 / 2.0) / (3 + 1 / log2(3)), within(1e-12));
    }

    @Test
    void averaged_ties_are_the_mean_over_all_orders() {
        double sum = 0;
        for (List<String> order : List.of(
                List.of("a", "b", "c"),
                List.of("a", "c", "b"),
                List.of("b", "a", "c"),
                List.of("b", "c", "a"),
                List.of("c", "a", "b"),
                List.of("c", "b", "a"))) {
            sum += new NDcg(2).of(TieOrder.INSERTION.judged(ranking("q", order, new double[] {1, 1, 1}), GRADES));
        }
        assertThat(TieAveraged.nDcg(tied("q"), GRADES, new NDcg(2))).isCloseTo(sum / 6, within(1e-12));
    }

    @Test
    void cutoffs_and_denominators_of_others_are_told() {
        List<String> ids =
                IntStream.range(0, 12).mapToObj(i -> "d" + (char) ('a' + i)).toList();
        double[] scores = IntStream.range(0, 12).mapToDouble(i -> -i).toArray();
        Ranking ranking = ranking("q", ids, scores);
        Map<String, Integer> grades = Map.of("dl", 1, "x", 1, "y", 1); // found at rank 12, two not at all
        assertThat(value(Explanation.of(ranking, grades, new ReciprocalRank(1, 0)), "BEIR"))
                .isZero();
        assertThat(value(Explanation.of(ranking, grades, new ReciprocalRank(1, 10)), "recip_rank"))
                .isEqualTo(1 / 12.0);
        Map<String, Integer> first = Map.of("da", 1, "x", 1, "y", 1);
        assertThat(value(Explanation.of(ranking, first, new Recall(2, 1)), "capped"))
                .isEqualTo(1 / 2.0);
        assertThat(value(Explanation.of(ranking, first, new AveragePrecision(1, 2)), "recommender"))
                .isEqualTo(1 / 2.0);
        assertThat(value(Explanation.of(ranking, first, new Precision(24, 1)), "some"))
                .isCloseTo(1 / 12.0, within(1e-12));
        assertThat(value(Explanation.of(ranking, first, new JudgedShare(24)), "trec_eval 10"))
                .isCloseTo(13 / 24.0, within(1e-12)); // 11 of 24 unjudged
        assertThat(value(Explanation.of(ranking, first, new Rbp(0.5, 1, 0)), "trec_eval 10"))
                .isCloseTo(0.1, within(1e-12));
        assertThat(value(Explanation.of(ranking, first, new Rbp(0.5, 1, 0)), "p 0.8 by default"))
                .isEqualTo(0.2, within(1e-12));
    }

    @Test
    void which_queries_are_averaged_over_is_told() {
        SequencedMap<String, Map<String, Integer>> grades = new LinkedHashMap<>();
        grades.put("found", Map.of("a", 1));
        grades.put("hopeless", Map.of("a", 0));
        grades.put("missing", Map.of("a", 1));
        Run run = Run.of(
                "t",
                List.of(
                        ranking("found", List.of("a"), new double[] {1}),
                        ranking("hopeless", List.of("a"), new double[] {1})));
        Explanation explanation = Explanation.of(run, new Qrels(grades), new Precision(1, 1));
        assertThat(explanation.value()).isEqualTo(1 / 2.0);
        assertThat(value(explanation, "-c")).isEqualTo(1 / 3.0);
        assertThat(value(explanation, "skip")).isEqualTo(1.0);
        assertThat(explanation.toString())
                .startsWith("P@1 = 0.5000; over the orders of equal scores 0.5000 to 0.5000")
                .contains("* 0.3333  trec_eval -c");
    }

    @Test
    void every_value_over_tie_orders_lies_between_the_worst_and_the_best() {
        Given.cases(200, random -> {
            List<String> ids = IntStream.range(0, 12).mapToObj(i -> "d" + i).toList();
            Ranking ranking =
                    ranking("q", ids, random.ints(12, 0, 4).asDoubleStream().toArray());
            Map<String, Integer> grades = new LinkedHashMap<>();
            ids.forEach(id -> grades.put(id, random.nextInt(5) - 1));
            Stream.of("nDCG@5", "AP", "RR", "P@3", "R@3", "Bpref", "RBP", "ERR@5", "Judged@3", "Unjudged@3", "Rprec")
                    .forEach(name -> {
                        Explanation explanation = Explanation.of(ranking, grades, Metrics.parse(name));
                        assertThat(explanation.value())
                                .as(name)
                                .isBetween(explanation.worst() - 1e-12, explanation.best() + 1e-12);
                        assertThat(value(explanation, "ranx"))
                                .as(name)
                                .isBetween(explanation.worst() - 1e-12, explanation.best() + 1e-12);
                    });
        });
    }

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }
}
