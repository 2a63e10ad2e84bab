package dev.podium.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.model.Message;
import dev.podium.model.Prompt;
import dev.podium.model.Prompt.Part;
import dev.podium.model.ReadPart;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PromptTokensTest {

    private static final Path MODELS = Path.of("src/test/resources/models");
    private static final int ANY = Integer.MAX_VALUE;

    private final Tokenizer qwen = Tokenizer.open(MODELS.resolve("qwen3"));
    private final ChatTemplate chat = ChatTemplate.of("""
            {%- for m in messages %}<|im_start|>{{ m.role }}
            {{ m.content | trim }}<|im_end|>
            {% endfor %}{% if add_generation_prompt %}<|im_start|>assistant
            {% endif %}""", java.util.Map.of());

    @AfterEach
    void close() {
        qwen.close();
    }

    @Test
    void a_plain_prompt_is_tokenized_as_its_whole_text() {
        Prompt prompt = Prompt.plain(
                Part.fixed("Query: "),
                Part.query("query", "what is tea"),
                Part.fixed(" Document: "),
                Part.document("document", "Tea is a drink.", ANY),
                Part.fixed(" Relevant:"));

        PromptTokens tokens = PromptTokens.of(prompt, qwen, null, 1000);

        assertThat(tokens.ids()).isEqualTo(qwen.encode(prompt.text(), true).ids());
    }

    @Test
    void a_part_is_found_again_by_its_tokens() {
        Prompt prompt = Prompt.plain(
                Part.fixed("Query: "),
                Part.query("query", "what is tea"),
                Part.fixed("\nDocument: "),
                Part.document("document", "Tea is a drink.", ANY),
                Part.fixed("\nRelevant:"));

        PromptTokens tokens = PromptTokens.of(prompt, qwen, null, 1000);

        assertThat(text(tokens, "query").strip()).isEqualTo("what is tea");
        assertThat(text(tokens, "document").strip()).isEqualTo("Tea is a drink.");
        assertThat(tokens.parts()).allMatch(part -> !part.truncated());
    }

    @Test
    void the_longest_document_is_cut_first_and_the_end_stays() {
        Prompt prompt = Prompt.plain(
                Part.document("long", "one two three four five six seven eight nine ten eleven twelve", ANY),
                Part.fixed("\n"),
                Part.document("short", "one two three", ANY),
                Part.fixed("\nRelevant:"));
        int whole = PromptTokens.of(prompt, qwen, null, 1000).size();

        PromptTokens cut = PromptTokens.of(prompt, qwen, null, whole - 5);

        assertThat(cut.size()).isLessThanOrEqualTo(whole - 5).isGreaterThan(whole - 9);
        assertThat(cut.parts().get(0).truncated()).isTrue();
        assertThat(cut.parts().get(1).truncated()).isFalse();
        assertThat(qwen.decode(cut.ids(), false)).startsWith("one two").endsWith("one two three\nRelevant:");
    }

    @Test
    void a_part_is_cut_to_its_own_limit_whatever_room_there_is() {
        Prompt prompt = Prompt.plain(Part.document("d", "one two three four five six", 3), Part.fixed("\nEnd"));

        ReadPart read = PromptTokens.of(prompt, qwen, null, 1000).parts().getFirst();

        assertThat(read.tokensUsed()).isEqualTo(3);
        assertThat(read.tokens())
                .isEqualTo(qwen.encode("one two three four five six", false).size());
    }

    @Test
    void queries_are_cut_when_no_document_is_left_and_fixed_parts_never() {
        Prompt prompt = Prompt.plain(Part.fixed("Say:"), Part.query("q", " one two three four"), Part.fixed(" end"));
        int whole = PromptTokens.of(prompt, qwen, null, 1000).size();

        assertThat(PromptTokens.of(prompt, qwen, null, whole - 1)
                        .parts()
                        .getFirst()
                        .truncated())
                .isTrue();
        assertThatThrownBy(() -> PromptTokens.of(prompt, qwen, null, 1))
                .hasMessageContaining("may not be cut")
                .hasMessageContaining("limit is 1");
    }

    @Test
    void a_conversation_is_what_the_template_makes_of_it() {
        Prompt prompt = Prompt.chat(
                Part.fixed("You judge.").by(Message.Role.SYSTEM),
                Part.fixed("Query: "),
                Part.query("query", "tea"),
                Part.fixed(" "));

        PromptTokens tokens = PromptTokens.of(prompt, qwen, chat, 1000);

        String rendered = chat.render(
                List.of(ChatMessage.system("You judge."), ChatMessage.user("Query: tea ")), ChatOptions.ANSWER);
        assertThat(tokens.ids()).isEqualTo(qwen.encode(rendered, false).ids());
        assertThat(text(tokens, "query").strip()).isEqualTo("tea");
    }

    @Test
    void a_template_that_refuses_a_systems_turn_is_told_it_by_the_user() {
        ChatTemplate strict = ChatTemplate.of(
                "{% if messages[0]['role'] == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}"
                        + "{% for m in messages %}<{{ m['role'] }}>{{ m['content'] }}{% endfor %}",
                Map.of());
        Prompt prompt = Prompt.chat(
                Part.fixed("You judge.").by(Message.Role.SYSTEM), Part.fixed("Query: "), Part.query("query", "tea"));

        PromptTokens tokens = PromptTokens.of(prompt, qwen, strict, 1000);

        assertThat(qwen.decode(tokens.ids(), false)).isEqualTo("<user>You judge.\n Query: tea");
        assertThat(text(tokens, "query").strip()).isEqualTo("tea");
    }

    @Test
    void an_answer_that_is_begun_is_gone_on_with() {
        Prompt prompt = Prompt.chat(Part.fixed("Which?"), Part.fixed("[").by(Message.Role.ASSISTANT));

        assertThat(qwen.decode(PromptTokens.of(prompt, qwen, chat, 1000).ids(), false))
                .endsWith("assistant\n[");
    }

    @Test
    void a_part_that_stands_apart_shares_no_token_with_what_is_before_it() {
        Prompt joined = Prompt.plain(Part.fixed("ab"), Part.fixed("cd"));
        Prompt apart = Prompt.plain(Part.fixed("ab"), Part.fixed("cd").standingApart());

        int[] left = qwen.encode("ab", false).ids();
        int[] right = qwen.encode("cd", false).ids();
        int[] both = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);

        assertThat(PromptTokens.of(apart, qwen, null, 100).ids()).isEqualTo(both);
        assertThat(PromptTokens.of(joined, qwen, null, 100).ids())
                .isEqualTo(qwen.encode("abcd", true).ids());
    }

    @Test
    void a_conversation_without_a_template_is_refused() {
        assertThatThrownBy(() -> PromptTokens.of(Prompt.chat(Part.fixed("Hi")), qwen, null, 10))
                .hasMessageContaining("no chat template");
    }

    private String text(PromptTokens tokens, String part) {
        Span span = tokens.span(part);
        return qwen.decode(Arrays.copyOfRange(tokens.ids(), span.from(), span.to()), false);
    }
}
