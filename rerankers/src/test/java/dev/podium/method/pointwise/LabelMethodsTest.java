package dev.podium.method.pointwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Ranking;
import dev.podium.method.Catalogue;
import dev.podium.model.Message;
import dev.podium.model.Prompt;
import dev.podium.model.Tally;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is peculiar to each method that reads a score off one or two labels. */
class LabelMethodsTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            monot5, true, false
            inranker, true, false
            twolar, true, false
            qwen3-reranker, yes, no
            mxbai-rerank-v2, 1, 0
            gmr, yes, no
            unime-pair, Yes, No
            """)
    void scores_by_the_difference_of_its_two_labels(String name, String relevant, String other) {
        // 60 logits apart: the probabilities of both are 1 in double, their differences are not
        Teller model = new Teller(
                Prompt.Form.CHAT, passage -> List.of(passage.length() * 20.0, passage.length() == 4 ? 3.5 : 1.0));

        Ranking best = Teller.ranked(Catalogue.method(name), model, Map.of(), "abc", "abcd");

        assertThat(model.labels).containsExactly(relevant, other);
        assertThat(best.ids()).containsExactly("d1", "d0");
        assertThat(best.scores()[0]).isCloseTo(76.5, within(1e-12));
        assertThat(best.scores()[1]).isCloseTo(59, within(1e-12));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"rankt5, <extra_id_10>", "bge-gemma, Yes"})
    void scores_by_the_logit_of_its_one_label(String name, String label) {
        Teller model = new Teller(Prompt.Form.PLAIN, passage -> List.of(-(double) passage.length()));

        Ranking best = Teller.ranked(Catalogue.method(name), model, Map.of(), "abc", "a");

        assertThat(model.labels).containsExactly(label);
        assertThat(best.ids()).containsExactly("d1", "d0");
        assertThat(best.scores()).containsExactly(-1, -3);
    }

    @Test
    void monot5_says_what_its_checkpoint_says_and_cuts_the_candidate_before_the_cue() {
        Teller model = new Teller(Prompt.Form.PLAIN, _ -> List.of(1.0, 0.0));
        Tally tally = new Tally();

        tally.during(
                () -> Teller.ranked(MonoT5.METHOD, model, Map.of("yes", "sim", "no", "não"), "tea", "t".repeat(500)));

        assertThat(model.labels).containsExactly("sim", "não");
        assertThat(model.shown.getFirst().text()).isEqualTo("Query: what is tea Document: tea Relevant:");
        assertThat(tally.truncated()).containsExactly(new Tally.Truncation("d1", 500, 480));
    }

    @Test
    void twolar_ends_in_a_blank_and_gives_the_published_differences() {
        assertThat(shown(Twolar.METHOD.name()).shown.getFirst().text()).endsWith(" Relevant: ");
        // the Turing example of its authors, xl: the scores are differences, with no softmax
        Map<String, Double> published = Map.of("a", 2.6042, "b", 1.3059, "c", 1.6411);
        Teller model = new Teller(Prompt.Form.PLAIN, passage -> List.of(published.get(passage) - 7, -7.0));

        Ranking best = Teller.ranked(Twolar.METHOD, model, Map.of(), "a", "b", "c");

        assertThat(best.ids()).containsExactly("d0", "d2", "d1");
        assertThat(best.scores()[1]).isCloseTo(1.6411, within(1e-9));
    }

    @Test
    void qwen3_reranker_is_tokenized_in_three_stretches() {
        List<String> stretches = shown("qwen3-reranker").stretches();

        assertThat(stretches.get(0)).hasSize(190).endsWith("<|im_start|>user\n");
        assertThat(stretches.get(1))
                .isEqualTo(
                        "<Instruct>: Given a web search query, retrieve relevant passages that answer the query\n<Query>: what is tea\n<Document>: tea");
        assertThat(stretches.get(2)).isEqualTo("<|im_end|>\n<|im_start|>assistant\n<think>\n\n</think>\n\n");
        assertThat(stretches).hasSize(3);
    }

    @Test
    void prorank_tokenizes_query_candidate_task_and_line_breaks_apart() {
        List<String> stretches = shown("prorank").stretches();

        assertThat(stretches.get(0)).hasSize(115);
        assertThat(stretches.subList(1, 5)).containsExactly("query: what is tea", "\n", "document: tea", "\n");
        assertThat(stretches.get(5)).hasSize(269).endsWith("\nRelevance:");
        assertThat(stretches.get(6)).hasSize(33);
        assertThat(stretches).hasSize(7);
    }

    @Test
    void prorank_tells_an_instruction_with_the_query() {
        Teller model = new Teller(Prompt.Form.PLAIN, _ -> List.of(1.0, 0.0));

        Teller.ranked(ProRank.METHOD, model, Map.of("instruction", "find teas"), "tea");

        assertThat(model.stretches().get(1)).isEqualTo("instruction: find teas\nquery: what is tea");
        assertThat(model.stretches()).hasSize(7);
        assertThat(model.shown.getFirst().part("query").maxTokens()).isEqualTo(6144);
    }

    @Test
    void bge_gemma_tokenizes_query_candidate_and_question_apart() {
        Teller model = new Teller(Prompt.Form.PLAIN, _ -> List.of(1.0));

        Teller.ranked(BgeGemma.METHOD, model, Map.of(), "tea");

        assertThat(model.stretches().subList(0, 4)).containsExactly("A: what is tea", "\n", "B: tea", "\n");
        assertThat(model.stretches().get(4)).hasSize(145);
    }

    @Test
    void gmr_is_told_its_task_by_the_system_and_unime_pair_is_not() {
        assertThat(shown("gmr").shown.getFirst().turns())
                .extracting(Message::role)
                .containsExactly(Message.Role.SYSTEM, Message.Role.USER);
        assertThat(shown("gmr").shown.getFirst().text()).contains("<Instruct>: Given a search query");
        assertThat(shown("unime-pair").shown.getFirst().turns())
                .extracting(Message::role)
                .containsExactly(Message.Role.USER);
    }

    @Test
    void what_is_shown_is_shown_as_it_is() {
        Teller model = new Teller(Prompt.Form.PLAIN, _ -> List.of(1.0, 0.0));

        Teller.ranked(Qwen3Reranker.METHOD, model, Map.of(), "tea [1]\n is {query}\ta leaf");

        assertThat(model.shown.getFirst().part("passage 1").text()).isEqualTo("tea [1]\n is {query}\ta leaf");
    }

    private static Teller shown(String method) {
        Teller model = new Teller(Prompt.Form.CHAT, _ -> List.of(1.0, 0.0));
        Teller.ranked(Catalogue.method(method), model, Map.of(), "tea");
        return model;
    }
}
