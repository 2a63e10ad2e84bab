package dev.podium.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.model.Prompt;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TemplateTest {

    private static final Template TEMPLATE = Template.parse("letters", "=== plain\nA: {query}\nB: {passage}\nWhich?");

    @Test
    void stretches_begin_where_they_are_told_to_and_the_text_stays() {
        Prompt prompt = render(TEMPLATE.apartBefore("\nB: ", "B: ", "\nWhich", "Which"));

        assertThat(prompt.text()).isEqualTo("A: what\nB: this\nWhich?");
        assertThat(prompt.parts())
                .extracting(Prompt.Part::text)
                .containsExactly("A: ", "what", "\n", "B: ", "this", "\n", "Which?");
        assertThat(prompt.parts())
                .extracting(Prompt.Part::apart)
                .containsExactly(false, false, true, true, false, true, true);
    }

    @Test
    void a_stretch_may_begin_with_a_slot_or_with_the_template() {
        Prompt prompt = render(TEMPLATE.apartBefore("A: ", "{passage}"));

        assertThat(prompt.parts()).extracting(Prompt.Part::apart).containsExactly(true, false, false, true, false);
    }

    @Test
    void what_is_not_there_cannot_begin_a_stretch() {
        assertThatThrownBy(() -> TEMPLATE.apartBefore("B: ", "A: "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("letters")
                .hasMessageContaining("\"A: \"");
    }

    private static Prompt render(Template template) {
        return template.render(
                Set.of(Prompt.Form.PLAIN),
                Filling.query("what").with("passage", Prompt.Part.document("passage 1", "this", 10)),
                List.of());
    }
}
