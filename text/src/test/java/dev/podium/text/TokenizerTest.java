package dev.podium.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenizerTest {

    private static final Path MODELS = Path.of("src/test/resources/models");

    @Test
    void offsets_count_chars_even_after_an_emoji() {
        String text = "Hi 🫀 heart";
        try (Tokenizer tokenizer = Tokenizer.open(MODELS.resolve("qwen3"))) {
            Encoding encoding = tokenizer.encode(text, false);

            int last = encoding.size() - 1;
            assertThat(encoding.to(last)).isEqualTo(text.length());
            assertThat(tokenizer.decode(encoding.ids(), false)).isEqualTo(text);
            assertThat(tokenizer.special(Special.EOS)).hasValue(637);
            assertThat(tokenizer.special(Special.BOS)).isEmpty();
        }
    }

    @Test
    void cuts_the_longer_text_of_a_pair_first() {
        try (Tokenizer tokenizer = Tokenizer.open(MODELS.resolve("bert-seqcls"))) {
            int query = tokenizer.encode("of", false).size();
            Encoding pair = tokenizer.encodePair("of", "of of of of of of of of", query + 3 + 2);

            assertThat(pair.size()).isEqualTo(query + 5);
            assertThat(pair.ids()[0]).isEqualTo(tokenizer.id("[CLS]"));
            assertThat(pair.ids()[pair.size() - 1]).isEqualTo(tokenizer.id("[SEP]"));
            assertThat(Tokenizer.longestFirst(new int[] {10, 3}, 8)).containsExactly(5, 3);
            assertThat(Tokenizer.longestFirst(new int[] {10, 9}, 7)).containsExactly(4, 3);
        }
    }

    @Test
    void labels_that_split_or_are_unknown_are_refused() {
        try (Tokenizer tokenizer = Tokenizer.open(MODELS.resolve("qwen3"))) {
            assertThat(Identifiers.resolve(tokenizer, "", List.of("yes", "no")).ids())
                    .containsExactly(326, 359);
            assertThatThrownBy(() -> Identifiers.resolve(tokenizer, "", List.of("[1]")))
                    .hasMessageStartingWith("The label \"[1]\" splits after \"\": its token ids are [");
        }
    }
}
