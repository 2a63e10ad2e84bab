package dev.podium.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Candidate;
import dev.podium.Given;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Scale;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Best and worst over tie orders against every order there is. */
class TieSpanTest {

    private static final List<String> NAMES = List.of(
            "nDCG",
            "nDCG@3",
            "nDCG(dcg='exp-log2')@3",
            "nDCG(gains='1=5.0 2=-1.0')@4",
            "DCG@3",
            "AP",
            "AP(rel=2)@3",
            "RR",
            "RR@3",
            "P@3",
            "R@3",
            "RelP@3",
            "Hits@3",
            "Success@2",
            "Rprec",
            "RprecMult@0.5",
            "Bpref",
            "Bpref(rel=2)",
            "infAP",
            "GMAP",
            "gm_bpref",
            "binG",
            "G",
            "ndcg_rel",
            "Rndcg",
            "Utility",
            "GradedRBP",
            "RBPResidual",
            "RBP",
            "RBP(p=0.5)@3",
            "ERR",
            "ERR@3",
            "Judged@3",
            "Unjudged@3",
            "SetF",
            "IPrec@0.5",
            "IPrec@avg",
            "NumRelRet");

    @Test
    void span_holds_every_tie_order_and_is_reached_where_it_is_exact() {
        List<Metric> metrics = NAMES.stream().map(Metrics::parse).toList();
        Given.cases(200, random -> {
            int size = 1 + random.nextInt(6);
            double[] scores = random.ints(size, 0, 3).asDoubleStream().toArray();
            List<Candidate> candidates = IntStream.range(0, size)
                    .mapToObj(i -> Candidate.named("d" + i))
                    .toList();
            Map<String, Integer> grades = new LinkedHashMap<>();
            for (int i = 0; i < 8; i++) {
                if (random.nextInt(4) > 0 || i == 0) {
                    grades.put("d" + i, random.nextInt(6) - 1);
                }
            }
            Ranking ranking = Ranking.byScore(Query.of("q", "which?"), candidates, scores, Scale.REAL);
            List<Judged> orders = new ArrayList<>();
            collect(ranking, grades, new ArrayList<>(), orders);
            for (Metric metric : metrics) {
                Explanation explanation = Explanation.of(ranking, grades, metric);
                double best = orders.stream().mapToDouble(metric::of).max().orElseThrow();
                double worst = orders.stream().mapToDouble(metric::of).min().orElseThrow();
                if (explanation.exact()) {
                    assertThat(explanation.best()).as("best %s", metric).isCloseTo(best, within(1e-12));
                    assertThat(explanation.worst()).as("worst %s", metric).isCloseTo(worst, within(1e-12));
                }
                assertThat(explanation.value()).isBetween(worst - 1e-12, best + 1e-12);
            }
        });
    }

    private static void collect(
            Ranking ranking, Map<String, Integer> grades, List<Integer> chosen, List<Judged> orders) {
        if (chosen.size() == ranking.size()) {
            orders.add(Judged.of(
                    chosen.stream()
                            .mapToInt(i -> grades.getOrDefault(
                                    ranking.hits().get(i).candidate().id(), Judged.UNJUDGED))
                            .toArray(),
                    grades.values().stream().mapToInt(Integer::intValue).toArray()));
            return;
        }
        double next = ranking.hits().get(chosen.size()).score();
        for (int i = 0; i < ranking.size(); i++) {
            if (ranking.hits().get(i).score() == next && !chosen.contains(i)) {
                chosen.add(i);
                collect(ranking, grades, chosen, orders);
                chosen.removeLast();
            }
        }
    }
}
