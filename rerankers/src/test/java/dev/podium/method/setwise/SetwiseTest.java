package dev.podium.method.setwise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.Candidate;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.ask.Selector;
import dev.podium.method.Scripted;
import dev.podium.model.Message;
import dev.podium.model.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SetwiseTest {

    private static final Ranking FOUR = Ranking.inOrder(
            Query.of("what is tea"),
            List.of(
                    Candidate.of("milk", "Milk is white."),
                    Candidate.of("tea", "Tea is a drink."),
                    Candidate.of("cats", "Cats sleep."),
                    Candidate.of("cups", "Cups hold tea.")));

    @Test
    void the_answer_is_begun_and_read_by_its_letter() {
        Scripted model = Scripted.writing((_, _) -> " B");

        Ranking best = Setwise.METHOD.reranker(model, Map.of("top", "1")).rerank(FOUR);

        assertThat(best.ids()).containsExactly("tea", "milk", "cats", "cups");
        assertThat(model.shown()).hasSize(1);
        assertThat(model.shown().getFirst().turns().getLast()).isEqualTo(Message.assistant(" Passage:"));
        assertThat(model.shown().getFirst().text()).contains("Passage B: \"Tea is a drink.\"");
    }

    @Test
    void a_model_without_a_template_reads_the_word_alone_and_one_behind_a_service_may_say_it_itself() {
        Scripted plain = Scripted.writing((_, _) -> " B").plain();
        Scripted service = Scripted.writing((_, _) -> "Passage B");

        Setwise.METHOD.reranker(plain, Map.of("top", "1")).rerank(FOUR);
        Ranking best = Setwise.METHOD
                .reranker(service, Map.of("top", "1", "begun", "no"))
                .rerank(FOUR);

        assertThat(plain.shown().getFirst().text()).endsWith("relevant passage:\n\nPassage");
        assertThat(service.shown().getFirst().turns().getLast().role()).isEqualTo(Message.Role.USER);
        assertThat(best.ids()).startsWith("tea");
    }

    @Test
    void orders_vote_and_a_place_that_is_favoured_loses_to_a_passage_that_is() {
        // says the first shown, but where tea stands second, tea
        Scripted model =
                Scripted.writing((prompt, _) -> Scripted.documents(prompt).matches("[^|]*\\| Tea.*") ? " B" : " A");

        Ranking best = Setwise.METHOD
                .reranker(model, Map.of("top", "1", "permutations", "9"))
                .rerank(FOUR);

        assertThat(model.shown()).hasSize(9);
        assertThat(model.shown().stream().map(Scripted::documents).distinct()).hasSizeGreaterThan(4);
        assertThat(best.ids()).startsWith("tea");
        assertThat(Setwise.METHOD.effort(Map.of("permutations", "9"), 100).fewest())
                .isEqualTo(9 * Setwise.METHOD.effort(Map.of(), 100).fewest());
    }

    @Test
    void a_shuffle_depends_on_the_set_and_not_on_what_was_asked_before() {
        List<String> seen = new ArrayList<>();
        Selector judge = (slate, _) -> {
            seen.add(String.join(
                    " ", slate.candidates().stream().map(Candidate::id).toList()));
            return new int[] {0};
        };
        Selector shuffled = new Shuffled(judge, 1, 42);

        shuffled.select(FOUR.slate(), 1);
        shuffled.select(FOUR.slate().pick(2, 0, 1), 1);
        shuffled.select(FOUR.slate(), 1);

        assertThat(seen.get(2)).isEqualTo(seen.get(0));
    }

    @Test
    void likelihoods_ask_for_the_letters_with_a_blank_before_them_and_bubble_as_well() {
        Scripted model = Scripted.telling((prompt, labels) -> {
            List<Double> logits = new ArrayList<>();
            for (String document : Scripted.documents(prompt).split(" \\| ")) {
                logits.add(document.contains("Tea") ? 2.0 : document.contains("tea") ? 1.0 : 0.0);
            }
            return logits;
        });

        Ranking heap = SetwiseLikelihood.METHOD.reranker(model, Map.of()).rerank(FOUR);
        Ranking bubble = SetwiseLikelihood.METHOD
                .reranker(model, Map.of("order", "bubble", "children", "2"))
                .rerank(FOUR);
        Ranking windows = SetwiseLikelihood.METHOD
                .reranker(model, Map.of("order", "windows"))
                .rerank(FOUR);

        assertThat(model.labels().getFirst()).containsExactly(" A", " B", " C", " D");
        assertThat(model.shown().getFirst().form()).isEqualTo(Prompt.Form.CHAT);
        assertThat(heap.ids()).startsWith("tea", "cups");
        assertThat(bubble.ids()).startsWith("tea", "cups");
        assertThat(windows.ids()).containsExactly("tea", "cups", "milk", "cats");
    }
}
