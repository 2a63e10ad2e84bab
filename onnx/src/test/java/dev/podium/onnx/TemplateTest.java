package dev.podium.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.text.Tokenizer;
import org.junit.jupiter.api.Test;

class TemplateTest {

    @Test
    void templates_put_the_marks_where_the_tokenizer_puts_them() {
        try (Tokenizer bert = read(Fixture.CROSS_ENCODER);
                Tokenizer roberta = read(Fixture.FIRST_TOKEN)) {
            int[][] texts = {{10, 11}, {20, 21, 22}};

            // [CLS] a [SEP] b [SEP], the second text and its mark of type 1
            Template.Sequence pair = Template.ofPair(bert).fill(texts, 2, 1);
            assertThat(pair.tokens())
                    .hasSize(6)
                    .containsSequence(10, 11)
                    .contains(20)
                    .doesNotContain(21);
            assertThat(pair.types()).containsExactly(0, 0, 0, 0, 1, 1);
            assertThat(Template.ofText(bert).marks()).isEqualTo(2);
            assertThat(Template.ofText(bert).leading()).isEqualTo(1);
            // <s> a </s></s> b </s>, no types
            Template.Sequence other = Template.ofPair(roberta).fill(texts, 2, 3);
            assertThat(other.tokens()).containsExactly(0, 10, 11, 2, 2, 20, 21, 22, 2);
            assertThat(other.types()).containsOnly(0);
        }
    }

    @Test
    void a_template_that_swallows_a_text_is_refused() {
        assertThatThrownBy(() -> Template.of(new int[] {1, 2}, new int[] {0, 0}, new int[] {-1, 0}, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 of 2 texts");
    }

    private static Tokenizer read(String name) {
        return Tokenizer.open(Fixture.folder(name));
    }
}
