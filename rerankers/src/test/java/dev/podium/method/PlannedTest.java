package dev.podium.method;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.Candidate;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Scale;
import dev.podium.model.Plan;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What work will cost is known before the first call, and no model is asked to know it. */
class PlannedTest {

    // 40 letters, ten tokens by the rule of four
    private static final String TEXT = "tea is a drink that is made of leaves, y";

    private static Ranking list(int n) {
        return Ranking.inOrder(
                Query.of("tea?"),
                IntStream.range(0, n).mapToObj(i -> Candidate.of("d" + i, TEXT)).toList());
    }

    @Test
    void calls_and_rounds_are_counted_and_tokens_estimated_from_the_first_prompt() {
        Clairvoyant model = Clairvoyant.perfect();

        Plan plan = Catalogue.method("rankzephyr")
                .plan(model, Map.of("answer-tokens", "100"), List.of(list(100), list(25)));

        assertThat(plan.queries()).isEqualTo(2);
        assertThat(plan.documents()).isEqualTo(125);
        assertThat(plan.mostCalls()).isEqualTo(9 + 2);
        assertThat(plan.rounds()).isEqualTo(9);
        assertThat(plan.completionTokens()).isEqualTo(11 * 100);
        // 20 passages of ten tokens a window, 220 in all, and eleven times the words around them
        long around = plan.promptTokens() - 10 * 220;
        assertThat(around / 11).isBetween(150L, 400L);
        assertThat(model.calls()).isZero();
    }

    @Test
    void settings_change_the_plan() {
        assertThat(Catalogue.method("rankgpt")
                        .effort(Map.of("window", "10", "stride", "5"), 100)
                        .most())
                .isEqualTo(19);
        assertThat(Catalogue.method("rankgpt")
                        .effort(Map.of("passes", "3"), 100)
                        .most())
                .isEqualTo(27);
        assertThat(Catalogue.method("rankgpt")
                        .effort(Map.of("keep-head", "80"), 100)
                        .most())
                .isEqualTo(1);
        assertThatThrownBy(() -> Catalogue.method("rankgpt").effort(Map.of("stride", "30"), 100))
                .hasMessageContaining("stride");
    }

    @Test
    void a_head_is_kept_and_a_stage_before_is_blended_in_by_settings_of_every_method() {
        List<Candidate> candidates = List.of(
                Clairvoyant.candidate("d0", 0.1), Clairvoyant.candidate("d1", 0.5), Clairvoyant.candidate("d2", 0.9));
        Ranking given = Ranking.byScore(Query.of("tea?"), candidates, new double[] {9, 2, 1}, Scale.REAL);

        assertThat(Catalogue.method("first")
                        .reranker(Clairvoyant.perfect(), Map.of())
                        .rerank(given)
                        .ids())
                .containsExactly("d2", "d1", "d0");
        assertThat(Catalogue.method("first")
                        .reranker(Clairvoyant.perfect(), Map.of("keep-head", "1"))
                        .rerank(given)
                        .ids())
                .containsExactly("d0", "d2", "d1");
        assertThat(Catalogue.method("first")
                        .reranker(Clairvoyant.perfect(), Map.of("blend", "10"))
                        .rerank(given)
                        .ids())
                .containsExactly("d0", "d1", "d2");
    }
}
