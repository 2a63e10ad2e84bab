package dev.podium.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MixtureTest {

    private static TrainingSet set(String name, int size) {
        return new TrainingSet(
                name,
                IntStream.range(0, size).mapToObj(i -> Given.list(name + i, 2)).toList());
    }

    private static String query(Mixture mixture, long place) {
        return mixture.at(place).slate().query().id();
    }

    @Test
    void one_set_comes_whole_and_once_a_round_in_another_order_each_time() {
        Mixture mixture = new Mixture(List.of(set("a", 50)), 1, 7);

        List<String> first =
                IntStream.range(0, 50).mapToObj(i -> query(mixture, i)).toList();
        List<String> second =
                IntStream.range(50, 100).mapToObj(i -> query(mixture, i)).toList();

        assertThat(first).doesNotHaveDuplicates().hasSize(50).containsExactlyInAnyOrderElementsOf(second);
        assertThat(first).isNotEqualTo(second);
    }

    @Test
    void heat_brings_small_sets_nearer_to_large_ones() {
        List<TrainingSet> sets = List.of(set("large", 90), set("small", 10));

        // 100 places: 90 and 10; at 2 by sqrt(90) = 9.487 and sqrt(10) = 3.162, which is 75 and 25; at infinity 50 each
        assertThat(new Mixture(sets, 1, 1).shares()).containsExactly(90, 10);
        assertThat(new Mixture(sets, 2, 1).shares()).containsExactly(75, 25);
        assertThat(new Mixture(sets, Double.POSITIVE_INFINITY, 1).shares()).containsExactly(50, 50);
    }

    @Test
    void a_small_set_that_comes_often_has_every_list_once_before_any_comes_again() {
        Mixture mixture = new Mixture(List.of(set("large", 90), set("small", 10)), 2, 3);

        Map<String, Integer> counts = new HashMap<>();
        for (int place = 0; place < 4 * mixture.size(); place++) {
            counts.merge(query(mixture, place), 1, Integer::sum);
        }

        // 4 rounds of 25: each of the ten small ones ten times; of 75: 300 places for 90 lists, three or four times
        IntStream.range(0, 10).forEach(i -> assertThat(counts).containsEntry("small" + i, 10));
        IntStream.range(0, 90).forEach(i -> assertThat(counts.get("large" + i)).isBetween(3, 4));
    }

    @Test
    void a_place_holds_the_same_list_whoever_asks_and_whatever_was_asked_before() {
        List<TrainingSet> sets = List.of(set("a", 13), set("b", 29));
        Mixture forward = new Mixture(sets, 1.5, 11);
        Mixture late = new Mixture(sets, 1.5, 11);

        List<String> all =
                IntStream.range(0, 200).mapToObj(i -> query(forward, i)).toList();

        for (int place = 199; place >= 0; place -= 17) {
            assertThat(query(late, place)).isEqualTo(all.get(place));
        }
    }

    @Test
    void refuses_a_mixture_of_nothing() {
        assertThatThrownBy(() -> new Mixture(List.of(), 1, 1))
                .hasMessageStartingWith("A mixture must have at least one set (0)");
        assertThatThrownBy(() -> new TrainingSet("empty", List.of())).hasMessageContaining("\"empty\"");
    }
}
