package dev.podium.torch.sentence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.text.ChatOptions;
import dev.podium.text.ChatTemplate;
import dev.podium.text.Tokenizer;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What networks are shown of texts, by the tokenizers of tiny checkpoints. */
class ReadersTest {

    private static final Path MODELS = Path.of("src/test/resources/models");
    private static final Path CHAT = MODELS.resolve("ce-v6-logit-score");
    private static final Path COLBERT = MODELS.resolve("colbert-stanford");
    private static final Path BERT = MODELS.resolve("ce-v4-identity");

    private static final String QUERY = "substantially reduces infectiveness of people";
    private static final String DOCUMENT =
            "treatment as prevention is compared by mathematical models of the epidemic. ".repeat(6);

    @Test
    void a_long_document_leaves_query_and_tail_of_a_chat_as_they_are() {
        try (Tokenizer tokenizer = Tokenizer.open(CHAT);
                ChatReader reader = chat(128, new Prompts(Map.of(), ""))) {
            Shown shown = reader.pair(QUERY, DOCUMENT, Truncation.KEEP_QUERY);

            assertThat(shown.ids()).hasSizeLessThanOrEqualTo(128);
            assertThat(shown.tokensUsed()).isBetween(1, shown.tokens() - 1);
            assertThat(tokenizer.decode(shown.ids(), false))
                    .contains("<Query>: " + QUERY + "\n<Document>: treatment")
                    .endsWith("<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n");
        }
    }

    @Test
    void both_laws_agree_where_the_document_alone_is_too_long() {
        try (ChatReader reader = chat(128, new Prompts(Map.of(), ""))) {
            Shown kept = reader.pair(QUERY, DOCUMENT, Truncation.KEEP_QUERY);
            Shown reference = reader.pair(QUERY, DOCUMENT, Truncation.LONGEST_FIRST);

            assertThat(kept.ids()).containsExactly(reference.ids());
            assertThat(kept.tokensUsed()).isEqualTo(reference.tokensUsed());
        }
    }

    @Test
    void a_query_too_long_for_a_chat_is_cut_so_that_the_document_has_a_quarter() {
        try (Tokenizer tokenizer = Tokenizer.open(CHAT);
                ChatReader reader = chat(128, new Prompts(Map.of(), ""))) {
            Shown shown = reader.pair(DOCUMENT, DOCUMENT, Truncation.KEEP_QUERY);

            assertThat(shown.ids()).hasSize(128);
            assertThat(shown.tokensUsed()).isPositive();
            assertThat(tokenizer.decode(shown.ids(), false))
                    .contains("<Document>: tre")
                    .endsWith("</think>\n");
        }
    }

    @Test
    void a_chat_that_fits_is_whole() {
        try (Tokenizer tokenizer = Tokenizer.open(CHAT);
                ChatReader reader = chat(4096, new Prompts(Map.of("strict", "Be strict."), "strict"))) {
            Shown shown = reader.pair(QUERY, DOCUMENT, Truncation.KEEP_QUERY);

            assertThat(shown.tokensUsed()).isEqualTo(shown.tokens());
            assertThat(tokenizer.decode(shown.ids(), false))
                    .startsWith("<|im_start|>system\nBe strict.<|im_end|>")
                    .contains(DOCUMENT.strip());
        }
    }

    @Test
    void a_query_is_expanded_by_masks_that_attention_does_not_see() {
        try (Tokenizer tokenizer = Tokenizer.open(COLBERT);
                Reader reader = new PlainReader(
                        Tokenizer.open(COLBERT),
                        true,
                        new Prompts(Map.of("query", "[unused0] "), ""),
                        PlainReader.Limits.of(48),
                        false,
                        new Expansion(12, true, false, tokenizer.id("[MASK]")),
                        Map.of(Task.QUERY, new Marker("[unused0]", tokenizer.id("[unused0]"))))) {
            Shown query = reader.text("hi", Task.QUERY);
            Shown document = reader.text("hi", Task.DOCUMENT);

            assertThat(tokens(tokenizer, query))
                    .containsExactly(
                            "[CLS]",
                            "[unused0]",
                            "h",
                            "##i",
                            "[SEP]",
                            "[MASK]",
                            "[MASK]",
                            "[MASK]",
                            "[MASK]",
                            "[MASK]",
                            "[MASK]",
                            "[MASK]");
            assertThat(query.seen()).isEqualTo(5);
            assertThat(tokens(tokenizer, document)).containsExactly("[CLS]", "h", "##i", "[SEP]");
        }
    }

    @Test
    void an_expansion_may_be_a_floor_only() {
        try (Tokenizer tokenizer = Tokenizer.open(COLBERT);
                Reader reader = new PlainReader(
                        Tokenizer.open(COLBERT),
                        true,
                        new Prompts(Map.of(), ""),
                        PlainReader.Limits.of(48),
                        false,
                        new Expansion(6, false, true, tokenizer.id("[MASK]")),
                        Map.of())) {
            assertThat(reader.text("hi", Task.QUERY).length()).isEqualTo(6);
            assertThat(reader.text(DOCUMENT, Task.QUERY).length()).isEqualTo(48);
            assertThat(reader.text("hi", Task.QUERY).whole()).isTrue();
        }
    }

    @Test
    void a_prompt_is_never_counted_as_text() {
        try (Reader reader = plain(new Prompts(Map.of("query", "treatment of people: "), ""), 16)) {
            Shown shown = reader.text(DOCUMENT, Task.QUERY);
            Shown bare = reader.text(DOCUMENT, Task.NONE);

            assertThat(shown.length()).isEqualTo(16);
            assertThat(shown.tokens()).isEqualTo(bare.tokens());
            assertThat(bare.tokensUsed()).isEqualTo(14);
            assertThat(shown.tokensUsed()).isEqualTo(16 - 1 - shown.prompted()).isPositive();
            assertThat(bare.prompted()).isZero();
        }
    }

    @Test
    void a_pair_is_cut_by_the_law_that_was_asked_for() {
        try (Reader reader = plain(new Prompts(Map.of(), ""), 48)) {
            Shown kept = reader.pair(QUERY, DOCUMENT, Truncation.KEEP_QUERY);
            Shown reference = reader.pair(DOCUMENT, DOCUMENT, Truncation.LONGEST_FIRST);

            assertThat(kept.length()).isEqualTo(48);
            assertThat(IntStream.of(kept.types()).sum()).isEqualTo(kept.tokensUsed() + 1);
            assertThat(reference.tokensUsed()).isEqualTo(23); // 45 places, the odd one is the document's
            assertThat(reader.pair(QUERY, "", Truncation.KEEP_QUERY).tokens()).isZero();
        }
    }

    private static Reader plain(Prompts prompts, int most) {
        return new PlainReader(Tokenizer.open(BERT), true, prompts, PlainReader.Limits.of(most), false, null, Map.of());
    }

    private static ChatReader chat(int most, Prompts prompts) {
        return new ChatReader(Tokenizer.open(CHAT), ChatTemplate.open(CHAT), ChatOptions.PLAIN, false, prompts, most);
    }

    private static String[] tokens(Tokenizer tokenizer, Shown shown) {
        return IntStream.of(shown.ids()).mapToObj(tokenizer.vocabulary()::piece).toArray(String[]::new);
    }
}
