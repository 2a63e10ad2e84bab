package dev.podium.method.setwise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.Candidate;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.method.Scripted;
import dev.podium.model.AnswerForm;
import dev.podium.model.Message;
import dev.podium.model.Tally;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Models that think before they name one: Rank-R1 and IRanker. */
class ThinkingTest {

    private static final Ranking THREE = Ranking.inOrder(
            Query.of("what is tea"),
            List.of(
                    Candidate.of("milk", "Milk is white."),
                    Candidate.of("tea", "Tea is a drink."),
                    Candidate.of("cats", "Cats sleep.")));

    @Test
    void the_answer_stands_in_its_tag_and_thoughts_are_none() {
        Scripted model = Scripted.writing((_, _) -> "<think> [1] is milk, [3] is cats </think> <answer>[2]</answer>");

        Ranking best = RankR1.METHOD
                .reranker(model, Map.of("top", "1", "shuffle", "no"))
                .rerank(THREE);

        assertThat(best.ids()).startsWith("tea");
        assertThat(model.shown().getFirst().text()).contains("[1] Milk is white.\n[2] Tea is a drink.");
    }

    @Test
    void passages_are_shuffled_as_published_and_the_label_is_led_back() {
        Scripted model = Scripted.writing((prompt, _) -> {
            List<String> documents = List.of(Scripted.documents(prompt).split(" \\| "));
            return "<think></think> <answer>[%d]</answer>".formatted(documents.indexOf("Tea is a drink.") + 1);
        });

        Ranking best =
                RankR1.METHOD.reranker(model, Map.of("seed", "3", "top", "1")).rerank(THREE);

        assertThat(best.ids()).startsWith("tea");
        assertThat(Scripted.documents(model.shown().getFirst()))
                .isNotEqualTo("Milk is white. | Tea is a drink. | Cats sleep.");
    }

    @Test
    void
            documents_of_version_0_2_stand_apart_and_an_answer_without_a_tag_is_asked_for_again_with_the_thoughts_closed() {
        Scripted model = Scripted.writing(
                (_, options) -> options.form() == null ? "<think> let me see, [1]" : "<answer>[2]</answer>");

        Tally tally = new Tally();
        Ranking best = tally.during(() -> RankR1.METHOD
                .reranker(model, Map.of("version", "0.2", "top", "1", "shuffle", "no"))
                .rerank(THREE));

        assertThat(best.ids()).startsWith("tea");
        assertThat(tally.malformed()).containsOnly(Map.entry("unreadable", 1L));
        assertThat(model.shown().getFirst().text())
                .contains("[1]: Milk is white.\n\n[2]: Tea is a drink.\n\n[3]: Cats");
        assertThat(model.shown().getLast().turns().getLast())
                .isEqualTo(Message.assistant("<think> let me see, [1]</think>\n"));
        assertThat(Objects.requireNonNull(model.options().getLast().form()))
                .isEqualTo(new AnswerForm.Some(
                        List.of("<answer>[1]</answer>", "<answer>[2]</answer>", "<answer>[3]</answer>"), 1, ", "));
    }

    @Test
    void survivors_keep_their_numbers_so_that_pools_begin_alike() {
        Scripted model = Scripted.writing((prompt, _) -> prompt.text().contains("passage 2:")
                ? "cats sleep.\n</think>\n<answer>passage 2</answer>"
                : "</think><answer>passage 0</answer>");

        Ranking best = IRanker.METHOD.reranker(model, Map.of()).rerank(THREE);

        assertThat(best.ids()).containsExactly("tea", "milk", "cats");
        assertThat(model.shown()).hasSize(2);
        String first = model.shown().get(0).text();
        String second = model.shown().get(1).text();
        assertThat(second).startsWith(first.substring(0, first.indexOf("\npassage 2: Cats sleep.")));
        assertThat(second).contains("\npassage 0: Milk is white.\npassage 1: Tea is a drink.\n");
    }

    @Test
    void a_passage_that_left_cannot_leave_again() {
        Scripted model = Scripted.writing((_, options) -> options.form() instanceof AnswerForm.Some form
                ? form.labels().getLast()
                : "</think><answer>passage 0</answer>");

        Tally tally = new Tally();
        Ranking best =
                tally.during(() -> IRanker.METHOD.reranker(model, Map.of()).rerank(THREE));

        assertThat(best.ids()).containsExactly("tea", "cats", "milk");
        assertThat(tally.malformed()).containsOnly(Map.entry("unreadable", 1L));
        assertThat(Objects.requireNonNull(model.options().getLast().form()))
                .isEqualTo(new AnswerForm.Some(
                        List.of("<answer>passage 1</answer>", "<answer>passage 2</answer>"), 1, " "));
    }
}
