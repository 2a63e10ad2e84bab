package dev.podium;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTest {

    private static final Query QUERY = Query.of("q", "which?");

    private static List<Candidate> named(String... ids) {
        return List.of(ids).stream().map(Candidate::named).toList();
    }

    @Test
    void sorts_by_score_and_leaves_equal_scores_in_the_order_given() {
        Ranking ranking = Ranking.byScore(QUERY, named("a", "b", "c", "d"), new double[] {1, 0.0, 2, -0.0}, Scale.REAL);

        assertThat(ranking.ids()).containsExactly("c", "a", "b", "d");
    }

    @Test
    void an_id_that_stands_twice_is_found_wherever_it_stands() {
        Given.cases(200, random -> {
            int n = 1 + random.nextInt(300);
            List<Candidate> candidates = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                // few hash codes: "Aa" and "BB" share one, and so does what is made of them
                candidates.add(Candidate.named((random.nextBoolean() ? "Aa" : "BB").repeat(2) + random.nextInt(400)));
            }
            boolean twice = new HashSet<>(candidates.stream().map(Candidate::id).toList()).size() < n;
            if (twice) {
                assertThatThrownBy(() -> Ranking.inOrder(QUERY, candidates)).hasMessageContaining("stands twice");
            } else {
                assertThat(Ranking.inOrder(QUERY, candidates).size()).isEqualTo(n);
            }
        });
    }

    @Test
    void ids_of_one_hash_code_are_told_apart() {
        assertThat("AaAa".hashCode()).isEqualTo("BBBB".hashCode()).isEqualTo("AaBB".hashCode());

        assertThat(Ranking.inOrder(QUERY, named("AaAa", "BBBB", "AaBB")).size()).isEqualTo(3);
        assertThatThrownBy(() -> Ranking.inOrder(QUERY, named("AaAa", "BBBB", "AaAa")))
                .hasMessageContaining("\"AaAa\" stands twice");
    }

    @Test
    void a_rising_score_and_a_score_that_is_no_number_are_refused() {
        Candidate a = Candidate.named("a");
        assertThatThrownBy(() ->
                        new Ranking(QUERY, List.of(new Hit(a, 1), new Hit(Candidate.named("b"), 2)), Scale.REAL))
                .hasMessageContaining("\"b\"")
                .hasMessageContaining("2.0");
        assertThatThrownBy(() -> new Hit(a, Double.NaN)).hasMessageContaining("NaN");
        assertThatThrownBy(() -> Ranking.byScore(QUERY, List.of(a), new double[2], Scale.REAL))
                .hasMessageContaining("2 scores for 1 candidates");
    }

    @Test
    void the_tail_is_moved_below_as_a_block() {
        Ranking head = Ranking.byScore(QUERY, named("a", "b"), new double[] {5, 3}, Scale.REAL);
        Ranking tail = Ranking.byScore(QUERY, named("c", "d"), new double[] {10, 8.5}, Scale.REAL);

        Ranking all = head.above(tail);

        // c lies one below b, d as far below c as before
        assertThat(all.ids()).containsExactly("a", "b", "c", "d");
        assertThat(all.scores()).containsExactly(5, 3, 2, 0.5);
        assertThat(all.scale()).isEqualTo(Scale.ORDINAL);
        assertThat(head.above(tail.top(0))).isEqualTo(head);
    }

    @Test
    void an_empty_list_stays_empty() {
        Ranking none = Ranking.inOrder(QUERY, List.of());

        assertThat(none.isEmpty()).isTrue();
        assertThat(none.top(5)).isEqualTo(none);
        assertThatThrownBy(() -> none.top(-1)).hasMessageContaining("-1");
    }
}
