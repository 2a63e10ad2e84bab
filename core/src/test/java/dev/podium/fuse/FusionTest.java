package dev.podium.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Candidate;
import dev.podium.Given;
import dev.podium.Hit;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Scale;
import dev.podium.Slate;
import dev.podium.ask.Scorer;
import dev.podium.order.ByScore;
import dev.podium.order.Order;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FusionTest {

    private static final Ranking ONE = ranking(Scale.REAL, "a", 3, "b", 2, "c", 1);
    private static final Ranking OTHER = ranking(Scale.REAL, "c", 10, "d", 0);

    @Test
    void rrf_adds_reciprocal_ranks() {
        // a 1/61, b 1/62, c 1/63 + 1/61, d 1/62: c first, then a, then b before d, which ties and came later
        Ranking fused = new Rrf(60).fuse(List.of(ONE, OTHER));

        assertThat(fused.ids()).containsExactly("c", "a", "b", "d");
        assertThat(fused.hits().getFirst().score()).isCloseTo(1 / 63.0 + 1 / 61.0, within(1e-15));
    }

    @Test
    void rrf_of_one_ranking_keeps_its_order_and_any_fusion_holds_every_candidate_once() {
        Given.cases(200, random -> {
            Ranking one = Given.ranking(random, random.nextInt(30));
            Ranking two = one.slice(one.size() / 2, one.size());

            assertThat(new Rrf(60).fuse(List.of(one)).ids()).isEqualTo(one.ids());
            Set<String> union = new HashSet<>(one.ids());
            assertThat(new HashSet<>(new Rrf(0).fuse(List.of(two, one)).ids())).isEqualTo(union);
            assertThat(new HashSet<>(new ZScoreSum(List.of(1.0, 0.5))
                            .fuse(List.of(one, two))
                            .ids()))
                    .isEqualTo(union);
        });
    }

    @Test
    void z_scores_are_added_with_their_weights_and_the_missing_get_the_lowest() {
        // one: mean 2, deviation sqrt(2/3), so a +1.2247, b 0, c -1.2247; other: mean 5, deviation 5, so c +1, d -1
        // a 1.2247 - 2, b 0 - 2, c -1.2247 + 2, d -1.2247 - 2
        Ranking fused = new ZScoreSum(List.of(1.0, 2.0)).fuse(List.of(ONE, OTHER));

        assertThat(fused.ids()).containsExactly("c", "a", "b", "d");
        assertThat(fused.scores()).containsExactly(new double[] {0.7753, -0.7753, -2, -3.2247}, within(1e-4));
    }

    @Test
    void scores_that_only_tell_an_order_are_not_added() {
        Ranking ordinal = Ranking.inOrder(ONE.query(), ONE.candidates());

        assertThatThrownBy(() -> new ZScoreSum(List.of(1.0, 1.0)).fuse(List.of(ONE, ordinal)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("only tell an order")
                .hasMessageContaining("Maybe fuse by ranks: rrf");
    }

    @Test
    void a_stage_before_is_blended_in_where_it_gave_scores_and_left_out_where_it_gave_an_order() {
        Order reversed = new ByScore(_ -> new double[] {1, 2, 3});

        assertThat(new WithStageBefore(reversed, 10).rerank(ONE).ids()).containsExactly("a", "b", "c");
        assertThat(new WithStageBefore(reversed, 0).rerank(ONE).ids()).containsExactly("c", "b", "a");
        Ranking ordinal = Ranking.inOrder(ONE.query(), ONE.candidates());
        assertThat(new WithStageBefore(reversed, 10).rerank(ordinal).ids()).containsExactly("c", "b", "a");
    }

    @Test
    void probabilities_are_blended_by_their_log_odds_so_that_a_sigmoid_hides_no_difference_at_the_top() {
        // log odds -4, 4, 8: standard scores -1.336, 0.267, 1.069; those of the stage before 1.225, 0, -1.225, half of
        // which is added.
        // The probabilities themselves (0.018, 0.982, 0.9997) would have b first: 0.690 against 0.724 less 0.612.
        Order sure = new ByScore(new Sure(-4, 4, 8));

        Ranking blended = new WithStageBefore(sure, 0.5).rerank(ONE);

        assertThat(blended.ids()).containsExactly("c", "b", "a");
        assertThat(blended.scores()).containsExactly(new double[] {0.4567, 0.2673, -0.7240}, within(1e-4));
    }

    @Test
    void what_is_certain_is_blended_too() {
        Ranking blended = new WithStageBefore(new ByScore(new Sure(-800, 0, 800)), 0.5).rerank(ONE);

        assertThat(blended.ids()).containsExactly("c", "b", "a");
        assertThat(blended.scores()).doesNotContain(Double.NaN, Double.POSITIVE_INFINITY);
    }

    /** Log odds through a sigmoid. */
    private record Sure(double... logits) implements Scorer {
        @Override
        public double[] score(Slate slate) {
            return Arrays.stream(logits)
                    .map(logit -> 1 / (1 + Math.exp(-logit)))
                    .toArray();
        }

        @Override
        public Scale scale() {
            return Scale.PROBABILITY;
        }
    }

    private static Ranking ranking(Scale scale, Object... idsAndScores) {
        List<Hit> hits = new ArrayList<>();
        for (int i = 0; i < idsAndScores.length; i += 2) {
            hits.add(new Hit(Candidate.named((String) idsAndScores[i]), ((Integer) idsAndScores[i + 1]).doubleValue()));
        }
        return new Ranking(Query.of("q", "which?"), hits, scale);
    }
}
