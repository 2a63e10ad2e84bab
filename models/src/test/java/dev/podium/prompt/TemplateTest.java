package dev.podium.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.model.Message;
import dev.podium.model.Message.Role;
import dev.podium.model.Prompt;
import dev.podium.model.Prompt.Form;
import dev.podium.model.Prompt.Kind;
import dev.podium.model.Prompt.Part;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TemplateTest {

    private static final Template TURNS = Template.parse("turns", """
            about: a test
            source: here
            === system
            Be brief.
            === user
            Which of {num} for "{query}"?

            === each user
            [{i}] {passage}

            === user
            Again: {query}. As {"[1]": 5}.
            === assistant
            [""");

    private static List<Filling> passages(String... texts) {
        return IntStream.range(0, texts.length)
                .mapToObj(i -> Filling.NOTHING
                        .with("i", Ids.NUMBERS.of(i))
                        .with("passage", Part.document(Passages.name(i), texts[i], 9)))
                .toList();
    }

    private static final Filling QUERY = Filling.query("tea").with("num", "2");

    @Test
    void sections_become_turns_and_slots_become_parts_that_can_be_found_again() {
        Prompt prompt = TURNS.render(Set.of(Form.CHAT, Form.PLAIN), QUERY, passages("green", "black"));

        assertThat(prompt.form()).isEqualTo(Form.CHAT);
        assertThat(prompt.turns())
                .containsExactly(
                        Message.system("Be brief."),
                        Message.user("Which of 2 for \"tea\"?\n[1] green\n[2] black\nAgain: tea. As {\"[1]\": 5}."),
                        Message.assistant("["));
        assertThat(prompt.part("passage 2"))
                .isEqualTo(new Part("passage 2", Role.USER, "black", Kind.DOCUMENT, 9, false));
        assertThat(prompt.part("query, again 2").kind()).isEqualTo(Kind.QUERY);
        assertThat(TURNS.about()).isEqualTo("a test");
        assertThat(TURNS.source()).isEqualTo("here");
    }

    @Test
    void a_model_without_a_chat_template_is_shown_the_turns_one_after_another() {
        Prompt prompt = TURNS.answering("").render(Set.of(Form.PLAIN), QUERY, passages("green"));

        assertThat(prompt.form()).isEqualTo(Form.PLAIN);
        assertThat(prompt.text())
                .isEqualTo("Be brief.\n\nWhich of 2 for \"tea\"?\n[1] green\nAgain: tea. As {\"[1]\": 5}.\n\n");
    }

    @Test
    void neighbouring_sections_of_a_passage_are_repeated_together() {
        Template receipts = Template.parse("receipts", """
                === each user
                [{i}] {passage}
                === each assistant
                Received [{i}].
                === user
                Go.""");

        assertThat(receipts.render(Set.of(Form.CHAT), Filling.NOTHING, passages("green", "black"))
                        .turns())
                .containsExactly(
                        Message.user("[1] green"),
                        Message.assistant("Received [1]."),
                        Message.user("[2] black"),
                        Message.assistant("Received [2]."),
                        Message.user("Go."));
    }

    @Test
    void texts_of_passages_alone_are_fused_each_standing_apart() {
        Template fused = Template.parse("fused", "=== each plain\nQuery: {query} Passage: {passage} ");

        Prompt prompt = fused.render(Set.of(Form.PLAIN, Form.FUSED), QUERY, passages("green", "black"));

        assertThat(prompt.form()).isEqualTo(Form.FUSED);
        assertThat(prompt.parts().stream().filter(Part::apart).map(Part::text)).containsExactly("Query: ", "Query: ");
        assertThat(prompt.text()).isEqualTo("Query: tea Passage: green Query: tea Passage: black ");
        assertThatThrownBy(() -> fused.render(Set.of(Form.PLAIN), QUERY, passages("green")))
                .hasMessageContaining("fused")
                .hasMessageContaining("Maybe open an encoder-decoder");
    }

    @Test
    void what_is_not_filled_or_not_a_template_is_an_error_by_name() {
        assertThatThrownBy(() -> TURNS.render(Set.of(Form.CHAT), Filling.query("tea"), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"turns\" has a slot {num}");
        assertThatThrownBy(() -> Template.parse("odd", "hello\n=== user\nx"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hello");
        assertThatThrownBy(() -> Template.parse("empty", "about: nothing"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must have sections");
    }
}
