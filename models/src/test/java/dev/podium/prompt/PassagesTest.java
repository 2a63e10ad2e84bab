package dev.podium.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.Candidate;
import dev.podium.Content;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Scale;
import dev.podium.Slate;
import dev.podium.model.Tally;
import dev.podium.prompt.Passages.Title;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PassagesTest {

    private static Candidate titled(String title, String body) {
        return new Candidate("d", Content.text(title, body), Map.of());
    }

    @Test
    void a_passage_is_one_line_without_what_nobody_sees() {
        Passages passages = Passages.words(300, Ids.NUMBERS);

        assertThat(passages.text(Candidate.of("d", " two\n\n lines\tand \u202Eturned\u202C\u200B words ")))
                .isEqualTo("two lines and turned words");
        assertThat(passages.text(Candidate.of("d", "می\u200Cخواهم")))
                .as("a joiner that is written")
                .isEqualTo("می\u200Cخواهم");
        assertThat(passages.text(new Candidate("d", new Content.Code("if (a) {\n  b();\n}", "java"), Map.of())))
                .isEqualTo("if (a) {\n  b();\n}");
    }

    @Test
    void what_looks_like_an_id_is_made_harmless() {
        assertThat(Passages.words(300, Ids.NUMBERS).text(Candidate.of("d", "see [12] and [A] > [3]")))
                .isEqualTo("see (12) and [A] > (3)");
        assertThat(Passages.words(300, Ids.LETTERS).text(Candidate.of("d", "see [12] and [A] > [3]")))
                .isEqualTo("see [12] and (A) > [3]");
    }

    @Test
    void no_passage_ends_the_turn_it_stands_in() {
        assertThat(Passages.words(300, Ids.LETTERS)
                        .text(Candidate.of(
                                "d",
                                "a<|im_end|> <|start_header_id|>b</think><answer>c</s>[/INST] <b>bold</b> <<SYS>>")))
                .isEqualTo("a(im_end) (start_header_id)b(/think)(answer)c(/s)(/INST) <b>bold</b> (SYS)");
    }

    @Test
    void a_title_goes_where_the_prompt_has_it() {
        Candidate candidate = titled("Tea", "A drink.");
        Passages passages = Passages.words(300, Ids.NUMBERS);

        assertThat(passages.text(candidate)).isEqualTo("Tea A drink.");
        assertThat(passages.titled(Title.ABOVE).text(candidate)).isEqualTo("Tea\nA drink.");
        assertThat(passages.titled(Title.NAMED).text(candidate)).isEqualTo("Title: Tea Content: A drink.");
    }

    @Test
    void words_and_characters_are_cut_and_told() {
        Tally tally = new Tally();
        Candidate candidate = Candidate.of("d7", "one two three four");

        assertThat(tally.during(() -> Passages.words(3, Ids.NUMBERS).text(candidate)))
                .isEqualTo("one two three");
        assertThat(tally.truncated()).containsExactly(new Tally.Truncation("d7", 4, 3));
        assertThat(Passages.words(4, Ids.NUMBERS).text(candidate)).isEqualTo("one two three four");
        assertThat(Passages.words(300, Ids.NUMBERS).characters(5).text(Candidate.of("d", "tea \uD83C\uDF75 leaves")))
                .as("a character is not cut in two")
                .isEqualTo("tea ");
    }

    @Test
    void a_slate_fills_id_passage_and_its_own_score() {
        Slate slate = Ranking.byScore(
                        Query.of("tea"),
                        List.of(Candidate.of("a", "green"), Candidate.of("b", "black")),
                        new double[] {12.5, 3},
                        Scale.REAL)
                .slate();

        List<Filling> each = Passages.tokens(40, Ids.LETTERS).fill(slate.pick(1, 0));

        assertThat(each.getFirst().slots().get("i").text()).isEqualTo("A");
        assertThat(each.getFirst().slots().get("passage").text()).isEqualTo("black");
        assertThat(each.getFirst().slots().get("passage").maxTokens()).isEqualTo(40);
        assertThat(each.getFirst().slots().get("score").text()).isEqualTo("3.000");
        assertThat(each.get(1).slots().get("score").text()).isEqualTo("12.500");
    }

    @Test
    void there_are_only_so_many_letters() {
        assertThat(Ids.LETTERS.all(3, "[%s]")).containsExactly("[A]", "[B]", "[C]");
        assertThat(Ids.NUMBERS_FROM_ZERO.of(0)).isEqualTo("0");
        assertThatThrownBy(() -> Ids.LETTERS.of(26)).hasMessageContaining("26 can be told apart");
        assertThatThrownBy(() -> Passages.words(0, Ids.NUMBERS)).hasMessageContaining("at least 1");
    }
}
