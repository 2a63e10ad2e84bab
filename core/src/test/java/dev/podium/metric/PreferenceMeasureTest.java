package dev.podium.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Candidate;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Run;
import dev.podium.Scale;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each measure of preferences by hand. */
class PreferenceMeasureTest {

    /** Retrieved: b, then x whom nobody judged, then a; not retrieved: c and e. */
    private static final Run RUN = run("b", "x", "a");

    /**
     * The first reader has a above b above both c and e: five preferences, of which only a > b is not fulfilled. The second
     * says b > a and a > c, so also b > c: all three fulfilled. The third says c > e, of which neither was retrieved.
     */
    private static final Preferences PREFERENCES = preferences(
            new Preferences.Group("1", List.of(Map.of("a", 2.0, "b", 1.0, "c", 0.0, "e", 0.0))),
            new Preferences.Group("2", List.of(Map.of("b", 2.0, "a", 1.0), Map.of("a", 3.0, "c", 1.0))),
            new Preferences.Group("3", List.of(Map.of("c", 1.0, "e", 0.0))));

    private static Run run(String... ids) {
        double[] scores = new double[ids.length];
        Arrays.setAll(scores, i -> ids.length - i);
        List<Candidate> candidates =
                Stream.of(ids).map(id -> Candidate.of(id, "text of " + id)).toList();
        return Run.of("run", List.of(Ranking.byScore(Query.of("q", "what?"), candidates, scores, Scale.ORDINAL)));
    }

    private static Preferences preferences(Preferences.Group... groups) {
        return new Preferences(new LinkedHashMap<>(Map.of("q", List.of(groups))));
    }

    @TestFactory
    Stream<DynamicTest> value_is_the_one_worked_by_hand() {
        Map<PreferenceMeasure, Double> byHand = new EnumMap<>(PreferenceMeasure.class);
        byHand.put(PreferenceMeasure.NUM_PREFS_POSS, 5 + 3 + 1.0);
        byHand.put(PreferenceMeasure.NUM_PREFS_FUL, 4 + 3.0);
        byHand.put(PreferenceMeasure.NUM_PREFS_FUL_RET, 1.0); // b > a of the second
        byHand.put(PreferenceMeasure.SIMP, 7 / 9.0);
        byHand.put(PreferenceMeasure.SIMP_IMP, 7 / 8.0); // without c > e
        byHand.put(PreferenceMeasure.SIMP_RET, 1 / 2.0); // a > b and b > a
        // ab: one of two agrees; bc, be, ac, ae: all agree; ce: counts as not fulfilled
        byHand.put(PreferenceMeasure.PAIR, (0.5 + 4) / 6);
        byHand.put(PreferenceMeasure.PAIR_IMP, (0.5 + 4) / 5);
        byHand.put(PreferenceMeasure.PAIR_RET, 0.5);
        byHand.put(PreferenceMeasure.AVGJG, (4 / 5.0 + 1 + 0) / 3);
        byHand.put(PreferenceMeasure.AVGJG_IMP, (4 / 5.0 + 1 + 0) / 3);
        byHand.put(PreferenceMeasure.AVGJG_RET, (0 + 1.0 + 0) / 3);
        // two relevant and two not; three relevant and so three imagined, above which two were retrieved; one and one
        byHand.put(PreferenceMeasure.AVGJG_RNONREL, (4 / 5.0 + (3 + 2 * 3) / (3 + 3 * 3.0) + 0) / 3);
        byHand.put(PreferenceMeasure.AVGJG_RNONREL_RET, 0.0); // the third reader judged nothing that was retrieved
        PreferenceEvaluation evaluation = PreferenceEvaluation.of(RUN, PREFERENCES, Evaluation.Options.USUAL);
        return Stream.of(PreferenceMeasure.values())
                .map(measure -> DynamicTest.dynamicTest(
                        measure.toString(),
                        () -> assertThat(evaluation.of(measure))
                                .isCloseTo(byHand.getOrDefault(measure, Double.NaN), within(1e-12))));
    }

    @Test
    void only_as_many_not_relevant_count_as_relevant() {
        // a above b; b, c and e not relevant, of which only b counts: with a, with itself, with c and with e
        Preferences preferences =
                preferences(new Preferences.Group("1", List.of(Map.of("a", 1.0, "b", 0.0, "c", 0.0, "e", 0.0))));
        assertThat(PreferenceEvaluation.of(run("a", "b"), preferences, Evaluation.Options.USUAL)
                        .of(PreferenceMeasure.AVGJG_RNONREL))
                .isEqualTo(1 / 4.0);
        // said in two comparisons, only a > b is left
        Preferences apart = preferences(
                new Preferences.Group("1", List.of(Map.of("a", 1.0, "b", 0.0), Map.of("a", 1.0, "c", 0.0, "e", 0.0))));
        assertThat(PreferenceEvaluation.of(run("a", "b"), apart, Evaluation.Options.USUAL)
                        .of(PreferenceMeasure.AVGJG_RNONREL))
                .isEqualTo(1.0);
    }

    @Test
    void equal_scores_stand_by_rising_id() {
        List<Candidate> candidates = List.of(Candidate.of("b", "text"), Candidate.of("a", "text"));
        Run tied = Run.of(
                "run",
                List.of(Ranking.byScore(Query.of("q", "what?"), candidates, new double[] {1, 1}, Scale.ORDINAL)));
        Preferences preferences = preferences(new Preferences.Group("1", List.of(Map.of("a", 1.0, "b", 0.0))));
        assertThat(PreferenceEvaluation.of(tied, preferences, Evaluation.Options.USUAL)
                        .of(PreferenceMeasure.SIMP))
                .isEqualTo(1.0);
    }

    @Test
    void query_that_the_run_lacks_counts_only_if_asked() {
        Run other = Run.of("run", List.of());
        assertThat(PreferenceEvaluation.of(other, PREFERENCES, Evaluation.Options.USUAL)
                        .values())
                .isEmpty();
        PreferenceEvaluation complete =
                PreferenceEvaluation.of(other, PREFERENCES, new Evaluation.Options(true, false, 0, false));
        assertThat(complete.of(PreferenceMeasure.NUM_PREFS_POSS)).isEqualTo(9.0);
        assertThat(complete.of(PreferenceMeasure.SIMP)).isEqualTo(0.0);
    }

    @Test
    void reader_who_contradicts_themselves_is_told() {
        Preferences circle = preferences(new Preferences.Group(
                "r", List.of(Map.of("a", 2.0, "b", 1.0), Map.of("b", 2.0, "c", 1.0), Map.of("c", 2.0, "a", 1.0))));
        assertThatThrownBy(() -> PreferenceEvaluation.of(RUN, circle, Evaluation.Options.USUAL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Group \"r\" contradicts itself");
        List<Map<String, Double>> both = List.of(Map.of("a", 0.0), Map.of("a", 1.0));
        assertThatThrownBy(() -> new Preferences.Group("r", both))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"a\" both at level 0");
    }

    @Test
    void printed_name_parses_back() {
        for (PreferenceMeasure measure : PreferenceMeasure.values()) {
            assertThat(PreferenceMeasure.parse(measure.toString())).isEqualTo(measure);
        }
        assertThatThrownBy(() -> PreferenceMeasure.parse("prefs"))
                .hasMessageContaining("no measure of preferences \"prefs\"")
                .hasMessageContaining("prefs_avgjg_Rnonrel_ret");
    }

    @Test
    void value_is_told_in_standard_deviations() {
        ZScores references = new ZScores(
                Map.of("q", Map.of("map", new ZScores.Reference(0.2, 0.1), "P_5", new ZScores.Reference(1, 0))));
        assertThat(references.of("q", "map", 0.35)).isCloseTo(1.5, within(1e-12));
        assertThat(references.of("q", "P_5", 1)).isEqualTo(0.0);
        assertThat(references.of("q", "P_5", 0.8)).isEqualTo(ZScores.MISSING);
        assertThat(references.of("other", "map", 0.35)).isEqualTo(ZScores.MISSING);
    }
}
