package dev.podium.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.Candidate;
import dev.podium.LimitReachedException;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.ask.Scorer;
import dev.podium.ask.Selector;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Judges that cannot say, and orders that say how far they came. */
class VotesTest {

    private static final Ranking FOUR = Ranking.inOrder(
            Query.of("tea"),
            List.of(Candidate.of("a", ""), Candidate.of("b", ""), Candidate.of("c", ""), Candidate.of("d", "")));

    @Test
    void a_candidate_without_a_vote_stands_at_the_mean_of_all_votes() {
        Scorer judge = group -> group.candidates().stream()
                .mapToDouble(candidate -> switch (candidate.id()) {
                    case "a" -> 2;
                    case "b" -> Double.NaN;
                    case "c" -> 9;
                    default -> 1;
                })
                .toArray();

        Ranking result = new InGroups(judge, 2).rerank(FOUR);

        assertThat(result.ids()).containsExactly("c", "b", "a", "d");
        assertThat(result.scores()).containsExactly(9, 4, 2, 1);
    }

    @Test
    void votes_of_other_groups_stand_alone_where_one_has_none() {
        AtomicInteger groups = new AtomicInteger();
        Scorer judge =
                group -> groups.getAndIncrement() == 0 ? new double[] {Double.NaN, 3, 2, 1} : new double[] {4, 3, 2, 1};

        Ranking result = new InGroups(judge, 4, 0, 2, InGroups.Grouping.NEIGHBOURS, 0).rerank(FOUR);

        assertThat(result.scores()).containsExactly(4, 3, 2, 1);
    }

    @Test
    void elsewhere_a_score_that_is_no_number_is_an_error_that_names_the_candidate() {
        Scorer judge = _ -> new double[] {1, Double.NaN, 1, 1};

        assertThatThrownBy(() -> new ByScore(judge).rerank(FOUR))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("NaN for candidate \"b\"");
    }

    @Test
    void a_judge_of_scores_selects_the_best_ties_as_shown() {
        Scorer judge = _ -> new double[] {1, 2, 2, 3};

        assertThat(judge.asSelector().select(FOUR.slate(), 3)).containsExactly(3, 1, 2);
        assertThat(judge.asSelector().calls(4)).isEqualTo(4);
    }

    @Test
    void a_heap_says_how_many_ranks_are_settled_when_the_limit_is_reached() {
        AtomicInteger asked = new AtomicInteger();
        Selector last = (slate, _) -> {
            if (asked.getAndIncrement() == 2) {
                throw new LimitReachedException("enough");
            }
            return new int[] {slate.size() - 1};
        };

        // one question builds, the next finds the second; the third is not answered
        assertThatThrownBy(() -> new HeapTop(last, 3, 4).rerank(FOUR))
                .isInstanceOfSatisfying(LimitReachedException.class, e -> {
                    assertThat(e.settled()).isEqualTo(2);
                    assertThat(Objects.requireNonNull(e.best()).ids()).containsExactly("d", "c", "a", "b");
                });
    }
}
