package dev.podium.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.model.ModelUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenizerTest {

    private static final Path MODELS = Path.of("src/test/resources/models");

    @Test
    void mends_lone_surrogates_and_nothing_else() {
        assertThat(Tokenizer.sound("tea")).isSameAs("tea");
        assertThat(Tokenizer.sound("\ud83d\ude42")).isEqualTo("\ud83d\ude42");
        assertThat(Tokenizer.sound("a\ud83d")).isEqualTo("a\ufffd");
        assertThat(Tokenizer.sound("\ude42\ud83d")).isEqualTo("\ufffd\ufffd");
        assertThat(Tokenizer.sound("\ud83d\ud83d\ude42")).isEqualTo("\ufffd\ud83d\ude42");
    }

    @Test
    void ids_alone_are_those_of_an_encoding_and_need_no_more_than_the_json() throws IOException {
        Path file = MODELS.resolve("bert-seqcls").resolve("tokenizer.json");
        String text = Files.readString(file);
        try (Tokenizer whole = Tokenizer.open(file.resolveSibling(""));
                Tokenizer alone = Tokenizer.read(() -> text, "tokenizer.json")) {
            assertThat(alone.ids("of the of"))
                    .isEqualTo(whole.encode("of the of", false).ids());
            assertThat(alone.id("[CLS]")).isEqualTo(whole.id("[CLS]"));
            assertThat(alone.special(Special.EOS)).isEmpty();
        }
        assertThatThrownBy(() -> Tokenizer.read(() -> "{", "x.json"))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("x.json");
    }

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

    /** Byte-level BPE cuts several line breaks otherwise before a word than at the end of a text. */
    @Test
    void a_label_that_would_merge_with_the_end_of_the_prompt_is_the_token_it_is_on_its_own_line() {
        try (Tokenizer tokenizer = Tokenizer.open(MODELS.resolve("smollm2"))) {
            int[] yes = tokenizer.encode("a\nyes", false).ids();

            assertThat(Identifiers.resolve(tokenizer, "</think>\n\n", List.of("yes"))
                            .ids())
                    .containsExactly(yes[yes.length - 1]);
        }
    }
}
