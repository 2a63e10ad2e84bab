package dev.podium.method.pairwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Candidate;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.method.Scripted;
import dev.podium.model.MissingCapabilityException;
import dev.podium.model.Prompt;
import dev.podium.model.Tally;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PairsTest {

    private static final Ranking THREE = Ranking.inOrder(
            Query.of("what is tea"),
            List.of(Candidate.of("a", "one"), Candidate.of("b", "two"), Candidate.of("c", "three")));

    /** Two logits of which the first is greater by the difference in length of the two passages. */
    private static List<Double> longer(Prompt prompt, List<String> labels) {
        String[] two = Scripted.documents(prompt).split(" \\| ");
        return List.of((double) two[0].length(), (double) two[1].length());
    }

    @Test
    void both_ways_are_asked_behind_the_begun_answer() {
        Scripted model = Scripted.telling(PairsTest::longer);

        Ranking best = Prp.ALL_PAIRS.reranker(model, Map.of()).rerank(THREE);

        // c wins both; a and b are as long, so their answers tie
        assertThat(best.ids()).containsExactly("c", "a", "b");
        assertThat(best.scores()).containsExactly(2, 0.5, 0.5);
        assertThat(model.shown()).hasSize(6);
        assertThat(model.shown().getFirst().text())
                .endsWith("Passage A: \"one\"\n\nPassage B: \"two\"\n\nOutput Passage A or Passage B: Passage:");
        assertThat(model.labels().getFirst()).containsExactly(" A", " B");
    }

    @Test
    void a_model_that_always_takes_the_first_shown_changes_nothing() {
        for (var method : List.of(Prp.ALL_PAIRS, Prp.HEAP, Prp.SLIDING)) {
            Scripted model = Scripted.telling((_, _) -> List.of(3.0, 1.0));

            assertThat(method.reranker(model, Map.of()).rerank(THREE).ids())
                    .as(method.name())
                    .isEqualTo(THREE.ids());
        }
    }

    @Test
    void a_model_that_tells_no_probabilities_answers_in_words() {
        Scripted model = Scripted.writing(
                (prompt, _) -> Scripted.documents(prompt).startsWith("three") ? "Passage A" : "passage b.");

        Ranking best =
                Prp.HEAP.reranker(model, Map.of("answer", "words", "top", "1")).rerank(THREE);

        // the model prefers c wherever it is shown, and the second shown among a and b
        assertThat(best.ids()).containsExactly("c", "a", "b");
        assertThatThrownBy(() -> Prp.HEAP.reranker(model, Map.of())).isInstanceOf(MissingCapabilityException.class);
        assertThat(Prp.HEAP.effort(Map.of("answer", "words"), 100)).isEqualTo(Prp.HEAP.effort(Map.of(), 100));
    }

    @Test
    void an_unreadable_answer_that_is_kept_is_a_tie_and_counted() {
        Scripted model = Scripted.writing((_, _) -> "both are fine");
        Tally tally = new Tally();

        Ranking best = tally.during(() -> Prp.ALL_PAIRS
                .reranker(model, Map.of("answer", "words", "unreadable", "keep"))
                .rerank(THREE.top(2)));

        assertThat(best.scores()).containsExactly(0.5, 0.5);
        assertThat(tally.malformed()).containsEntry("unreadable twice", 2L);
    }

    @Test
    void duot5_adds_up_what_each_wins_and_the_others_lose() {
        Scripted model = Scripted.telling(PairsTest::longer);
        double lost = 1 / (1 + Math.exp(2)); // "one" or "two" against "three"

        Ranking best = DuoT5.METHOD.reranker(model, Map.of()).rerank(THREE);

        assertThat(best.ids()).containsExactly("c", "a", "b");
        assertThat(best.scores()[0]).isCloseTo(2 * (1 - lost), within(1e-12));
        assertThat(best.scores()[1]).isCloseTo(0.5 + lost, within(1e-12));
        assertThat(model.shown()).hasSize(3);
        assertThat(model.shown().getFirst().text())
                .isEqualTo("Query: what is tea Document0: one Document1: two Relevant:");
        assertThat(model.labels().getFirst()).containsExactly("true", "false");
    }

    @Test
    void echorank_puts_what_was_not_asked_about_between_yes_and_no_and_lets_neighbours_climb_while_calls_are_left() {
        List<Candidate> candidates = new ArrayList<>();
        for (String text : List.of("no 5", "yes 1", "no 9", "yes 3", "other 2", "other 8")) {
            candidates.add(Candidate.of(text, text));
        }
        Ranking six = Ranking.inOrder(Query.of("what is tea"), candidates);
        Scripted filtering = Scripted.telling(EchoModel::answer);
        Scripted climbing = Scripted.telling(EchoModel::answer);

        Ranking filtered = EchoRank.METHOD
                .reranker(filtering, Map.of("budget", "4", "split", "1"))
                .rerank(six);
        Ranking climbed = EchoRank.METHOD
                .reranker(climbing, Map.of("budget", "7", "split", "0.5714"))
                .rerank(six);

        assertThat(filtered.ids()).containsExactly("yes 1", "yes 3", "other 2", "other 8", "no 5", "no 9");
        assertThat(filtering.shown()).hasSize(4);
        // three calls reach from place 4 to the head: 8 climbs over 2, 3 and 1
        assertThat(climbed.ids()).containsExactly("other 8", "yes 1", "yes 3", "other 2", "no 5", "no 9");
        assertThat(climbing.shown()).hasSize(7);
        assertThat(Scripted.documents(climbing.shown().get(4))).isEqualTo("other 8 | other 2");
    }

    /** Says yes to what says so, and prefers the greater number. */
    private static final class EchoModel {
        static List<Double> answer(Prompt prompt, List<String> labels) {
            String[] shown = Scripted.documents(prompt).split(" \\| ");
            if (shown.length == 1) {
                return List.of(shown[0].startsWith("yes") ? 1.0 : 0.0, 0.5);
            }
            return List.of(number(shown[0]), number(shown[1]));
        }

        private static double number(String text) {
            return Double.parseDouble(text.substring(text.indexOf(' ')));
        }
    }
}
