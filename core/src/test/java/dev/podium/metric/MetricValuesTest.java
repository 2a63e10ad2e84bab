package dev.podium.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Given;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each metric by hand, its names there and back, and what must hold of any list. */
class MetricValuesTest {

    private static final int U = Judged.UNJUDGED;

    /** Ranks 1-5 hold the grades 0, 2, unjudged, 1, -1; a grade 3 and a grade 0 were not retrieved: R is 3, at level 2 it is 2. */
    private static final Judged LIST = Judged.of(new int[] {0, 2, U, 1, -1}, new int[] {0, 2, 1, -1, 3, 0});

    private static final Map<String, Double> BY_HAND = Map.ofEntries(
            Map.entry("P@2", 1 / 2.0),
            Map.entry("P@10", 2 / 10.0), // five retrieved, still over ten
            Map.entry("P(rel=2)@5", 1 / 5.0),
            Map.entry("R@2", 1 / 3.0),
            Map.entry("R(rel=2)@100", 1 / 2.0),
            Map.entry("RelP@2", 1 / 2.0), // 1 of min(2, 3)
            Map.entry("RelP@10", 2 / 3.0), // 2 of min(10, 3)
            Map.entry("Hits@4", 2.0),
            Map.entry("Success@1", 0.0),
            Map.entry("Success@2", 1.0),
            Map.entry("RR", 1 / 2.0),
            Map.entry("RR@1", 0.0),
            Map.entry("RR(rel=2)@10", 1 / 2.0),
            Map.entry("AP", (1 / 2.0 + 2 / 4.0) / 3),
            Map.entry("AP@2", 1 / 2.0 / 3),
            Map.entry("AP(rel=2)", 1 / 2.0 / 2),
            Map.entry("GMAP", (1 / 2.0 + 2 / 4.0) / 3),
            Map.entry("Rprec", 1 / 3.0), // one of the first three
            Map.entry("RprecMult@2.0", 2 / 6.0), // floor(6.9) = 6
            Map.entry("RprecMult@0.5", 1 / 2.0), // floor(1.5 + 0.9) = 2
            // two judged not relevant, and one above each of the two found: 2 (1 - 1/2) / 3
            Map.entry("Bpref", 1 / 3.0),
            Map.entry("gm_bpref", 1 / 3.0),
            // rank 2: 1/2 + 1/2 (1/1) (e / (1 + 2e)); rank 4: 1/4 + 3/4 (2/3) ((1 + e) / (2 + 2e)); e = 0.00001
            Map.entry("infAP", (0.5 + 0.5 * (0.00001 / 1.00002) + 0.25 + 0.5 * (1.00001 / 2.00002)) / 3),
            // gains 2 / log2 3 + 1 / log2 5 over 3 + 2 / log2 3 + 1 / log2 4
            Map.entry("nDCG", (2 / log2(3) + 1 / log2(5)) / (3 + 2 / log2(3) + 0.5)),
            Map.entry("nDCG@2", 2 / log2(3) / (3 + 2 / log2(3))),
            Map.entry("nDCG(dcg='exp-log2')@2", 3 / log2(3) / (7 + 3 / log2(3))),
            Map.entry("nDCG(gains='1=4.0')@4", (2 / log2(3) + 4 / log2(5)) / (4 + 3 / log2(3) + 2 / log2(4))),
            Map.entry("DCG@10", 2 / log2(3) + 1 / log2(5)),
            Map.entry("DCG(dcg='exp-log2')@10", 3 / log2(3) + 1 / log2(5)),
            Map.entry("RBP(p=0.8)", 0.2 * (0.8 + 0.512)),
            Map.entry("RBP(p=0.5)@2", 0.5 * 0.5),
            Map.entry("GradedRBP(p=0.5)", 0.5 * (2 / 3.0 * 0.5 + 1 / 3.0 * 0.125)),
            // unjudged at ranks 3 and 5, and all below rank 5: 0.5 (0.25 + 0.0625) + 0.03125
            Map.entry("RBPResidual(p=0.5)", 0.1875),
            // grade 2: 3/16 at rank 2; grade 1: 1/16 at rank 4 for the 13/16 that are left
            Map.entry("ERR@20", 3 / 16.0 / 2 + 13 / 16.0 * (1 / 16.0) / 4),
            Map.entry("Judged@3", 2 / 3.0),
            Map.entry("Judged@10", 4 / 5.0), // over the five retrieved; the negative grade is one
            Map.entry("Unjudged@10", 2 / 10.0), // over ten; the negative grade says unjudged
            Map.entry("SetP", 2 / 5.0),
            Map.entry("SetR", 2 / 3.0),
            Map.entry("SetF", 2 * 2 / 5.0 * (2 / 3.0) / (2 / 5.0 + 2 / 3.0)),
            Map.entry("SetF(beta=3.0)", 4 * 2 / 5.0 * (2 / 3.0) / (3 * 2 / 5.0 + 2 / 3.0)),
            Map.entry("SetAP", 2 / 5.0 * (2 / 3.0)),
            Map.entry("SetRelP", 2 / 3.0),
            Map.entry("IPrec@0.0", 1 / 2.0),
            Map.entry("IPrec@0.5", 1 / 2.0), // the second of three, at rank 4
            Map.entry("IPrec@0.9", 0.0), // the third was not found
            Map.entry("IPrec@avg", 9 * 0.5 / 11), // 0.9 x 3 and 1.0 x 3 round to 3, the others to 0..2
            Map.entry("Utility(hit=1.0,miss=-1.0,lost=0.0)", 2 - 3.0),
            Map.entry("Utility(hit=2.0,miss=-1.0,lost=-0.5)", 4 - 3 - 0.5),
            // 15 of a collection of 20 were not retrieved, of which one is relevant
            Map.entry("Utility(hit=1.0,miss=-1.0,lost=0.0,spared=0.5,collection=20)", 2 - 3 + 0.5 * 14),
            Map.entry("binG", (1 / log2(3) + 1 / log2(4)) / 3), // one and two above in vain
            // rank 2: cost 3 + 2, gained 2; rank 4: cost 3 + 2 + 1 + 1, gained 3; of 6
            Map.entry("G", (2 / log2(5) + 1 / log2(6)) / 6),
            // at rank 2 and rank 4, and once more for the one not found
            Map.entry(
                    "ndcg_rel",
                    (2 / log2(3) / (3 + 2 / log2(3)) + 2 * (2 / log2(3) + 1 / log2(5)) / (3 + 2 / log2(3) + 0.5)) / 3),
            // at ranks 1, 2 and 3, and at the end, since five were retrieved and three are relevant
            Map.entry(
                    "Rndcg",
                    (0
                                    + 2 / log2(3) / (3 + 2 / log2(3))
                                    + 2 / log2(3) / (3 + 2 / log2(3) + 0.5)
                                    + (2 / log2(3) + 1 / log2(5)) / (3 + 2 / log2(3) + 0.5))
                            / 4),
            Map.entry("NumRet", 5.0),
            Map.entry("NumRel", 3.0),
            Map.entry("NumRel(rel=2)", 2.0),
            Map.entry("NumRelRet", 2.0),
            Map.entry("NumNonRelRet", 1.0),
            Map.entry("NumQ", 1.0));

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }

    @TestFactory
    Stream<DynamicTest> value_is_the_one_worked_by_hand() {
        return BY_HAND.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> assertThat(Metrics.parse(entry.getKey()).of(LIST))
                                .isCloseTo(entry.getValue(), within(1e-12))));
    }

    @Test
    void every_metric_is_worked_by_hand() {
        List<String> bases = BY_HAND.keySet().stream()
                .map(name -> name.replaceAll("[(@].*", ""))
                .distinct()
                .toList();
        assertThat(Metrics.names()).allMatch(bases::contains);
    }

    @TestFactory
    Stream<DynamicTest> printed_name_parses_back_to_the_same_metric() {
        return Stream.concat(
                        BY_HAND.keySet().stream(),
                        Stream.of(
                                "AP(rel=2)@100",
                                "RBP(rel=2,p=0.9)@10",
                                "SetF(rel=2,beta=0.5)",
                                "IPrec(rel=2,version=9)@avg",
                                "IPrec(points=0.25 0.5 0.75)@avg",
                                "Utility(rel=2,hit=3.0,miss=-1.0,lost=0.0)",
                                "nDCG(gains='0=-1.0 3=9.5')@10",
                                "ERR",
                                "DCG"))
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    Metric metric = Metrics.parse(name);
                    assertThat(metric).hasToString(name);
                    assertThat(Metrics.parse(metric.toString())).isEqualTo(metric);
                }));
    }

    @TestFactory
    Stream<DynamicTest> names_of_trec_eval_and_of_everyday_speech_mean_the_same() {
        return Map.ofEntries(
                        Map.entry("map", "AP"),
                        Map.entry("MAP@100", "AP@100"),
                        Map.entry("map_cut_30", "AP@30"),
                        Map.entry("ndcg", "nDCG"),
                        Map.entry("NDCG@10", "nDCG@10"),
                        Map.entry("ndcg_cut.10", "nDCG@10"),
                        Map.entry("ndcg_cut_10", "nDCG@10"),
                        Map.entry("P_5", "P@5"),
                        Map.entry("P @ 5", "P@5"),
                        Map.entry("precision@5", "P@5"),
                        Map.entry("recall.100", "R@100"),
                        Map.entry("recall_1000", "R@1000"),
                        Map.entry("recip_rank", "RR"),
                        Map.entry("MRR@10", "RR@10"),
                        Map.entry("mrr", "RR"),
                        Map.entry("iprec_at_recall_0.20", "IPrec@0.2"),
                        Map.entry("11pt_avg", "IPrec@avg"),
                        Map.entry("success.10", "Success@10"),
                        Map.entry("hit_rate@5", "Success@5"),
                        Map.entry("gm_map", "GMAP"),
                        Map.entry("set_relative_P", "SetRelP"),
                        Map.entry("relative_P_5", "RelP@5"),
                        Map.entry("Rprec_mult_0.20", "RprecMult@0.2"),
                        Map.entry("r-precision", "Rprec"),
                        Map.entry("unj_5", "Unjudged@5"),
                        Map.entry("Judged(cutoff=10)", "Judged@10"),
                        Map.entry("RBP", "RBP(p=0.8)"),
                        Map.entry("NumRet(rel=2)", "NumRelRet(rel=2)"),
                        Map.entry("num_nonrel_judged_ret", "NumNonRelRet"))
                .entrySet()
                .stream()
                .map(entry -> DynamicTest.dynamicTest(
                        entry.getKey(),
                        () -> assertThat(Metrics.parse(entry.getKey())).hasToString(entry.getValue())));
    }

    @Test
    void unknown_name_is_told_the_nearest() {
        assertThatThrownBy(() -> Metrics.parse("ndgc@10"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("There is no metric \"ndgc@10\".\nMaybe \"nDCG\"");
        assertThatThrownBy(() -> Metrics.parse("recal@10")).hasMessageContaining("Maybe \"R");
        assertThatThrownBy(() -> Metrics.parse("")).hasMessageContaining("There is no metric");
        assertThatThrownBy(() -> Metrics.parse("P")).hasMessageContaining("needs a cut-off.\nMaybe \"P@10\"");
        assertThatThrownBy(() -> Metrics.parse("P@0")).hasMessageContaining("cut-off (0) must be at least 1");
        assertThatThrownBy(() -> Metrics.parse("RBP(p=2)")).hasMessageContaining("must be in (0, 1)");
        assertThatThrownBy(() -> Metrics.parse("AP(rel=x)")).hasMessageContaining("whole number");
        assertThatThrownBy(() -> Metrics.parse("nDCG(dcg=cubic)@3")).hasMessageContaining("log2 or exp-log2");
        assertThatThrownBy(() -> Metrics.parse("IPrec@2")).hasMessageContaining("must be in [0, 1]");
    }

    @Test
    void several_are_parted_by_commas_outside_parentheses() {
        assertThat(Metrics.parseAll("nDCG@10, RBP(rel=2,p=0.5), map"))
                .extracting(Metric::toString)
                .containsExactly("nDCG@10", "RBP(rel=2,p=0.5)", "AP");
    }

    @Test
    void ideal_order_has_the_highest_ndcg_and_ap_there_is() {
        Given.cases(200, random -> {
            int[] grades = random.ints(1 + random.nextInt(20), 0, 4).toArray();
            grades[0] = 1 + random.nextInt(3);
            int[] ideal = Arrays.stream(grades)
                    .boxed()
                    .sorted(java.util.Comparator.reverseOrder())
                    .mapToInt(i -> i)
                    .toArray();
            Judged best = Judged.of(ideal, grades);
            Judged some = Judged.of(grades, grades);
            for (String name : List.of("nDCG", "nDCG@3", "nDCG(dcg='exp-log2')@5", "AP", "Rprec", "ndcg_rel", "binG")) {
                assertThat(Metrics.parse(name).of(best)).as(name).isCloseTo(1, within(1e-12));
                assertThat(Metrics.parse(name).of(some)).as(name).isBetween(0.0, 1 + 1e-12);
            }
        });
    }

    @Test
    void what_stands_below_the_cutoff_does_not_matter() {
        Given.cases(200, random -> {
            int[] pool = random.ints(30, -1, 4).toArray();
            int[] one = random.ints(25, -1, 4).toArray();
            int[] other = one.clone();
            for (int i = 10; i < other.length; i++) {
                other[i] = random.nextInt(4);
            }
            for (String name : List.of(
                    "nDCG@10",
                    "AP@10",
                    "RR@10",
                    "P@10",
                    "R@10",
                    "Success@10",
                    "RelP@10",
                    "ERR@10",
                    "RBP@10",
                    "Judged@10",
                    "Unjudged@10",
                    "Hits@10",
                    "DCG@10")) {
                Metric metric = Metrics.parse(name);
                assertThat(metric.of(Judged.of(one, pool))).as(name).isEqualTo(metric.of(Judged.of(other, pool)));
            }
        });
    }

    @Test
    void empty_list_and_list_without_relevant_are_worth_nothing_but_never_nan() {
        List<Judged> lists = List.of(
                Judged.of(new int[0], new int[0]),
                Judged.of(new int[0], new int[] {1, 2}),
                Judged.of(new int[] {0, U, -1}, new int[] {0, -1}));
        for (String name : BY_HAND.keySet()) {
            for (Judged list : lists) {
                assertThat(Metrics.parse(name).of(list)).as(name).isFinite();
            }
        }
    }

    @Test
    void printed_digits_are_those_of_c() {
        // 0.03125 is a half in binary and goes to the even digit; 0.00015 lies just below the half
        assertThat(TrecEvalReport.fourDigits(0.03125)).isEqualTo("0.0312");
        assertThat(TrecEvalReport.fourDigits(0.00015)).isEqualTo("0.0001");
        assertThat(TrecEvalReport.fourDigits(-0.00001)).isEqualTo("-0.0000");
        assertThat(TrecEvalReport.fourDigits(0)).isEqualTo("0.0000");
    }
}
