package dev.podium.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The odd answers here are real ones, of RankVicuna and Vicuna models over TREC DL 2019. */
class PermutationReaderTest {

    private final Reader reader = new PermutationReader();

    @Test
    void reads_a_clean_order() {
        assertThat(reader.read("[2] > [3] > [1]", 3)).isEqualTo(new Reading.Clean(marks(1, 2, 0)));
    }

    @Test
    void reads_an_order_whose_first_bracket_the_prompt_already_wrote() {
        assertThat(reader.read("2] > [1] > [3]", 3)).isEqualTo(new Reading.Clean(marks(1, 0, 2)));
    }

    @Test
    void keeps_the_first_mention_and_appends_what_is_missing_in_the_order_shown() {
        assertThat(reader.read("[4] > [2] > [4]", 5))
                .isEqualTo(new Reading.Mended(marks(3, 1, 0, 2, 4), Set.of(Flaw.REPEATED, Flaw.MISSING)));
    }

    @Test
    void drops_numbers_that_were_not_shown() {
        assertThat(reader.read("100% of the passages should be included. [2] > [1]", 2))
                .isEqualTo(new Reading.Mended(marks(1, 0), Set.of(Flaw.OUT_OF_RANGE)));
        assertThat(reader.read("0 > [1] > [2]", 2))
                .isEqualTo(new Reading.Mended(marks(0, 1), Set.of(Flaw.OUT_OF_RANGE)));
    }

    @Test
    void a_number_too_long_for_any_integer_is_out_of_range_and_not_an_overflow_into_it() {
        assertThat(reader.read("18446744073709551617 > [2] > [1]", 2))
                .isEqualTo(new Reading.Mended(marks(1, 0), Set.of(Flaw.OUT_OF_RANGE)));
    }

    @Test
    void takes_an_answer_without_a_number_for_unreadable_and_not_for_agreement() {
        assertThat(reader.read("Home / News / Industry News / What", 20))
                .isEqualTo(new Reading.Unreadable("Home / News / Industry News / What"));
        assertThat(reader.read("", 3)).isInstanceOf(Reading.Unreadable.class);
        assertThat(reader.read("[7] > [8]", 3)).isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void does_not_rank_by_the_digits_of_a_thought() {
        assertThat(reader.read("<think>[1] is about 1999, [3] is better</think> [2] > [3] > [1]", 3))
                .isEqualTo(new Reading.Clean(marks(1, 2, 0)));
    }

    @Test
    void reads_superscript_subscript_circled_and_full_width_digits() {
        assertThat(reader.read("\u00B2 > \u2081 > \u2462 > \uFF15 > \u2074", 5))
                .isEqualTo(new Reading.Clean(marks(1, 0, 2, 4, 3)));
    }

    @Test
    void reads_nothing_from_nothing() {
        assertThat(reader.read("no passages were given", 0)).isEqualTo(new Reading.Clean(List.of()));
    }

    @Test
    void names_every_candidate_once_whatever_the_answer() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int n = 1 + random.nextInt(25);
            String answer = IntStream.range(0, random.nextInt(40))
                    .mapToObj(_ -> "[" + random.nextInt(30) + "]")
                    .collect(Collectors.joining(random.nextBoolean() ? " > " : "\ud83d "));

            List<Integer> named = switch (reader.read(answer, n)) {
                case Reading.Clean(List<Mark> marks) -> indices(marks);
                case Reading.Mended(List<Mark> marks, Set<Flaw> _) -> indices(marks);
                case Reading.Unreadable _ -> IntStream.range(0, n).boxed().toList();
            };

            assertThat(named)
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.range(0, n).boxed().toList());
        }
    }

    private static List<Integer> indices(List<Mark> marks) {
        return marks.stream().map(Mark::index).toList();
    }

    private static List<Mark> marks(int... indices) {
        return IntStream.range(0, indices.length)
                .mapToObj(i -> new Mark(indices[i], 1.0 / (i + 1)))
                .toList();
    }
}
