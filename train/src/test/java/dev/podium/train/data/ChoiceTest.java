package dev.podium.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.Candidate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChoiceTest {

    /** Twenty candidates, the third and the tenth relevant, which a teacher likes the more the later they stand. */
    private static final TrainingList LIST = Given.list(
            "q",
            IntStream.range(0, 20).mapToObj(i -> i == 2 || i == 9 ? 1.0 : 0.0).toList(),
            DoubleStream.iterate(0, t -> t + 1).limit(20).boxed().toList());

    private static List<String> ids(TrainingList list) {
        return list.slate().candidates().stream().map(Candidate::id).toList();
    }

    @Test
    void shows_relevant_ones_first_and_nobody_twice() {
        for (int seed = 0; seed < 200; seed++) {
            TrainingList shown = new Choice(6, 1, 0.5).of(LIST, seed);

            assertThat(ids(shown)).as("seed %d", seed).hasSize(6).doesNotHaveDuplicates();
            assertThat(shown.grades()).as("seed %d", seed).containsExactly(1.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        }
    }

    @Test
    void grades_and_teacher_go_with_their_candidates() {
        TrainingList shown = new Choice(20, 2, 1).of(LIST, 5);

        for (int i = 0; i < shown.size(); i++) {
            int place = Integer.parseInt(shown.slate().candidate(i).id().substring(2));
            assertThat(shown.teacher().get(i)).isEqualTo(place);
            assertThat(shown.grades().get(i)).isEqualTo(place == 2 || place == 9 ? 1.0 : 0.0);
        }
        assertThat(ids(shown)).containsExactlyInAnyOrderElementsOf(ids(LIST));
    }

    @Test
    void leaning_shows_what_the_teacher_likes_more_often() {
        double even = meanTeacher(0);
        double leaning = meanTeacher(1);

        // The 18 others have 0..19 without 2 and 9: a mean of 179 / 18 = 9.94
        assertThat(even).isBetween(9.2, 10.7);
        assertThat(leaning).isGreaterThan(even + 3);
    }

    private static double meanTeacher(double lean) {
        return IntStream.range(0, 400)
                .mapToObj(seed -> new Choice(3, 0, lean).of(LIST, seed))
                .flatMap(list -> list.teacher().stream())
                .collect(Collectors.averagingDouble(Double::doubleValue));
    }

    @Test
    void the_same_seed_shows_the_same() {
        Choice choice = new Choice(5, 1, 0.7);

        assertThat(choice.of(LIST, 42)).isEqualTo(choice.of(LIST, 42)).isNotEqualTo(choice.of(LIST, 43));
    }

    @Test
    void a_shuffle_moves_candidates_with_all_that_is_known_of_them() {
        TrainingList shuffled = LIST.shuffled(3);

        assertThat(ids(shuffled)).containsExactlyInAnyOrderElementsOf(ids(LIST)).isNotEqualTo(ids(LIST));
        for (int i = 0; i < shuffled.size(); i++) {
            assertThat(shuffled.slate().candidate(i).id())
                    .isEqualTo("q-" + shuffled.teacher().get(i).intValue());
        }
        assertThat(LIST.shuffled(3)).isEqualTo(shuffled).isNotEqualTo(LIST.shuffled(4));
    }

    @Test
    void a_short_list_is_shown_whole() {
        assertThat(new Choice(8, 1, 0.5).of(Given.list("q", 3), 1).size()).isEqualTo(3);
    }

    @Test
    void refuses_more_relevant_ones_than_places() {
        assertThatThrownBy(() -> new Choice(4, 5, 0)).hasMessageContaining("the relevant ones (5) in [0, size]");
    }

    @Test
    void a_label_stands_by_the_teacher_where_its_best_relevant_candidate_does() {
        // The teacher gives the tenth 9: ten unlabelled ones, 10 to 19, stand above it.
        assertThat(LIST.rankByTeacher()).isEqualTo(11);
        assertThatThrownBy(() -> Given.list("q", 3).rankByTeacher()).hasMessageContaining("\"q\"");
    }
}
