package dev.podium.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FindingsTest {

    @Test
    void a_significant_gain_is_the_headline() {
        assertThat(Findings.of(Samples.upAndDown()))
                .containsExactly(
                        "up improves RR from .500 to 1.000 (+.500, 95% CI +.500 to +.500, p = .002; Holm over 2 tests: p = .004).",
                        "Comparisons with base: 1 significantly better, 1 significantly worse, 0 open (Holm at .05).",
                        "up takes 1 ms a query, 1.0 times the 1 ms of base (medians).");
    }

    @Test
    void a_baseline_that_nobody_betters_is_said_to_be_so() {
        // a family of one is not corrected, so no correction is named
        assertThat(Findings.headline(Samples.onlyDown()))
                .isEqualTo(
                        "No system betters base by RR (.500); the closest, down, has .250 (-.250, 95% CI -.250 to -.250, p = .002).");
    }

    @Test
    void what_is_not_decided_is_not_called_an_improvement() {
        // differences: nine 0, one .5: mean .05, deviation .158, d = .316
        assertThat(Findings.of(Samples.undecided()))
                .anySatisfy(finding -> assertThat(finding)
                        .startsWith(
                                "maybe is ahead of base by RR, .550 against .500, but 10 queries cannot decide it (+.050,")
                        .endsWith("p = 1)."))
                .anySatisfy(finding -> assertThat(finding)
                        .startsWith("An effect of this size (d = 0.32) is found by 10 topics in")
                        .contains("it takes"));
    }

    @Test
    void one_system_is_told_without_comparing() {
        assertThat(Findings.of(Samples.alone())).containsExactly("base reaches RR .500 over 4 queries.");
    }

    @Test
    void failures_are_never_left_out() {
        assertThat(Findings.of(Samples.hostile()))
                .anyMatch(finding -> finding.endsWith("failed on 5 of 5 queries; they count as empty lists."));
    }
}
