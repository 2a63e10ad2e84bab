package dev.podium.torch.sentence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class PromptsTest {

    @Test
    void a_document_takes_the_first_of_three_names() {
        assertThat(new Prompts(Map.of("passage", "p: ", "corpus", "c: "), "").of(Task.DOCUMENT))
                .isEqualTo("p: ");
        assertThat(new Prompts(Map.of("passage", "p: ", "document", ""), "").of(Task.DOCUMENT))
                .isEmpty();
    }

    @Test
    void the_default_is_for_what_is_neither_query_nor_document() {
        Prompts prompts = new Prompts(Map.of("cluster", "c: "), "cluster");

        assertThat(prompts.of(Task.NONE)).isEqualTo("c: ");
        assertThat(prompts.of(Task.QUERY)).isEmpty();
        assertThat(prompts.of(Task.DOCUMENT)).isEmpty();
    }

    @Test
    void a_marker_stands_before_the_prompt_once() {
        Prompts prompts = new Prompts(Map.of("query", "search: ", "document", "[D] text: "), "").behind("[Q] ", "[D] ");

        assertThat(prompts.of(Task.QUERY)).isEqualTo("[Q] search: ");
        assertThat(prompts.of(Task.DOCUMENT)).isEqualTo("[D] text: ");
    }
}
