package dev.podium.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.prompt.Ids;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What answers say, kind by kind: strictly first, then mended by a stated rule, else unreadable. */
class ReadersTest {

    private static List<Integer> order(Reading reading) {
        return switch (reading) {
            case Reading.Clean(List<Mark> marks) ->
                marks.stream().map(Mark::index).toList();
            case Reading.Mended(List<Mark> marks, var _) ->
                marks.stream().map(Mark::index).toList();
            case Reading.Unreadable _ -> List.of();
        };
    }

    private static Set<Flaw> flaws(Reading reading) {
        return reading instanceof Reading.Mended(var _, var flaws) ? flaws : Set.of();
    }

    @Test
    void an_answer_is_looked_for_where_it_was_asked_for_and_never_in_thoughts() {
        String thoughtful = "<think>[3] is best, no, [1]</think> so: <answer>[2] > [1]</answer> (not [3])";

        assertThat(Where.AFTER_THOUGHTS.in(thoughtful)).isEqualTo(" so: <answer>[2] > [1]</answer> (not [3])");
        assertThat(Where.ANSWER_TAG.in(thoughtful)).isEqualTo("[2] > [1]");
        assertThat(Where.ANSWER_TAG.in("<ANSWER>[1]")).isEqualTo("[1]");
        assertThat(Where.ANSWER_TAG.in("[2] > [1]")).isNull();
        assertThat(Where.ANSWER_TAG_OR_ALL.in("[2] > [1]")).isEqualTo("[2] > [1]");
        assertThat(Where.LAST_LINE.in("[9]\n\n[2] > [1]\n \n")).isEqualTo("[2] > [1]");
        assertThat(Where.AFTER_THOUGHTS.in("<think>[3] then [2]")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            [B] > [A] > [C]                      | 1 0 2
            B] > [A] > [C]                       | 1 0 2
            B > A > C                            | 1 0 2
            b > a > c                            | 1 0 2
            C                                    | 2 0 1
            [B] > [A], since I read a lot, [C]   | 1 0 2
            """)
    void letters_count_in_brackets_or_between_the_signs_of_an_order(String answer, String wanted) {
        Reading reading = new PermutationReader(Ids.LETTERS, Where.AFTER_THOUGHTS).read(answer, 3);

        assertThat(order(reading))
                .isEqualTo(List.of(wanted.split(" ")).stream()
                        .map(Integer::valueOf)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"I think A is a good one.", "A passage I like", "None of them.", ""})
    void letters_of_chatter_are_no_order(String chatter) {
        assertThat(new PermutationReader(Ids.LETTERS, Where.AFTER_THOUGHTS).read(chatter, 3))
                .isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void thoughts_without_an_answer_give_no_order() {
        PermutationReader tagged = new PermutationReader(Ids.NUMBERS, Where.ANSWER_TAG);

        assertThat(tagged.read("<think>[3] > [2]</think> I rank [3] first.", 3)).isInstanceOf(Reading.Unreadable.class);
        assertThat(order(tagged.read("<think>[3]</think><answer>[2] > [3] > [1]</answer>", 3)))
                .containsExactly(1, 2, 0);
    }

    @Test
    void ties_keep_the_order_shown() {
        Reading reading = new TiedReader().read("Well, [1].\n[3] > [4] = [2] > [1]", 4);

        assertThat(order(reading)).containsExactly(2, 1, 3, 0);
        assertThat(reading).isInstanceOf(Reading.Clean.class);
        assertThat(flaws(new TiedReader().read("[3] > [3] = [2]", 3))).containsExactly(Flaw.MISSING, Flaw.REPEATED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Passage B                   | 1 | clean
            B                           | 1 | clean
            (b).                        | 1 | clean
            passage C                  | 2 | clean
            The best one is Passage C.  | 2 | mended
            I would say [B], not [A].   | 1 | mended
            A good question             | - | unreadable
            Passage Z                   | - | unreadable
            D                           | - | unreadable
            """)
    void a_label_is_read_alone_or_behind_its_word(String answer, String index, String how) {
        Reading reading = new LabelReader(Ids.LETTERS, "Passage", Where.AFTER_THOUGHTS).read(answer, 3);

        assertThat(order(reading)).isEqualTo(index.equals("-") ? List.of() : List.of(Integer.valueOf(index)));
        assertThat(reading.getClass().getSimpleName()).isEqualToIgnoringCase(how);
    }

    @Test
    void so_many_are_chosen_as_were_asked_for() {
        ChosenReader two = new ChosenReader(2, Ids.NUMBERS, Where.AFTER_THOUGHTS);

        assertThat(two.read("Document 4, Document 1", 5)).isInstanceOf(Reading.Clean.class);
        assertThat(order(two.read("Document 4, Document 1", 5))).containsExactly(3, 0);
        assertThat(order(two.read("4, 1, 3", 5))).containsExactly(3, 0);
        assertThat(flaws(two.read("4, 1, 3", 5))).containsExactly(Flaw.WRONG_NUMBER);
        assertThat(order(two.read("Document 3", 5)))
                .as("filled up from the head")
                .containsExactly(2, 0);
        assertThat(flaws(two.read("Document 9, Document 2", 5))).contains(Flaw.OUT_OF_RANGE, Flaw.WRONG_NUMBER);
        assertThat(two.read("the first ones", 5)).isInstanceOf(Reading.Unreadable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"[1]\": 7, \"[2]\": 0, \"[3]\": 10}",
                "<reason>[1] is a 3 of 10</reason><answer>```json\n{\"[1]\": 7, \"[2]\": 0, \"[3]\": 10}\n```</answer>",
                "{\"[1]]\": 7, \"[2]\": 0, \"[3]\": 10",
                "{'1': '7', '2': '0', '3': '10'}"
            })
    void scores_are_read_from_json_that_is_nearly_sound(String answer) {
        Reading reading = new ScoresReader(0, 10).read(answer, 3);

        assertThat(reading).isEqualTo(new Reading.Clean(List.of(new Mark(0, 7), new Mark(1, 0), new Mark(2, 10))));
    }

    @Test
    void a_candidate_without_a_score_has_no_vote_and_not_a_zero() {
        Reading reading = new ScoresReader(0, 10).read("{\"[1]\": 7, \"[3]\": 11, \"[1]\": 2}", 3);

        assertThat(reading)
                .isEqualTo(new Reading.Mended(
                        List.of(new Mark(0, 7)), Set.of(Flaw.MISSING, Flaw.OUT_OF_RANGE, Flaw.REPEATED)));
        assertThat(new ScoresReader(0, 10).read("nothing", 3)).isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void a_rating_is_a_whole_number_in_its_range() {
        RatingReader reader = new RatingReader(0, 10, Where.ANSWER_TAG_OR_ALL);

        assertThat(reader.read("<think>maybe 3</think><answer> 8 </answer>", 1))
                .isEqualTo(new Reading.Clean(List.of(new Mark(0, 8))));
        assertThat(flaws(reader.read("I give it 8", 1))).containsExactly(Flaw.WRONG_FORM);
        assertThat(reader.read("11", 1)).isInstanceOf(Reading.Unreadable.class);
        assertThat(reader.read("<think>7", 1)).isInstanceOf(Reading.Unreadable.class);
    }
}
