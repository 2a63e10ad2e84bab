package dev.podium.method.listwise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.Candidate;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.model.Capability;
import dev.podium.model.LabelLogits;
import dev.podium.model.MissingCapabilityException;
import dev.podium.model.Model;
import dev.podium.model.NextToken;
import dev.podium.model.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Logit modes: exactly one forward pass a window, the ids asked for to the letter, and not a word written. */
class FirstTest {

    /** Tells that a later id is always likelier, and offers nothing else: whoever asks it for words fails. */
    private static final class Logits implements Model, NextToken {
        private final List<Prompt> prompts = new ArrayList<>();
        private final List<List<String>> labels = new ArrayList<>();

        @Override
        public List<LabelLogits> logits(List<Prompt> asked, List<String> wanted) {
            prompts.addAll(asked);
            labels.add(wanted);
            List<Double> rising =
                    IntStream.range(0, wanted.size()).mapToObj(i -> (double) i).toList();
            return asked.stream()
                    .map(_ -> new LabelLogits(rising, false, 9, List.of()))
                    .toList();
        }

        @Override
        public int maxTokens() {
            return Integer.MAX_VALUE;
        }

        @Override
        public Set<Prompt.Form> forms() {
            return Set.of(Prompt.Form.CHAT);
        }

        @Override
        public String name() {
            return "logits";
        }

        @Override
        public Set<Class<? extends Capability>> capabilities() {
            return Set.of(NextToken.class);
        }

        @Override
        public <C extends Capability> C as(Class<C> capability) {
            if (capability != NextToken.class) {
                throw new MissingCapabilityException(this, capability);
            }
            return capability.cast(this);
        }

        @Override
        public void close() {}
    }

    private static Ranking list(int n) {
        return Ranking.inOrder(
                Query.of("what is tea"),
                IntStream.range(0, n)
                        .mapToObj(i -> Candidate.of("d" + i, "text " + i))
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({"2,1", "20,1", "25,2", "100,9"})
    void one_forward_pass_a_window(int candidates, int windows) {
        Logits model = new Logits();

        First.METHOD.reranker(model, Map.of()).rerank(list(candidates));

        assertThat(model.prompts).hasSize(windows);
        assertThat(First.METHOD.effort(Map.of(), candidates).most()).isEqualTo(windows);
    }

    @Test
    void the_ids_are_the_letters_behind_the_bracket_that_the_answer_begins_with() {
        Logits model = new Logits();

        Ranking best = First.METHOD.reranker(model, Map.of()).rerank(list(3));

        assertThat(best.ids()).containsExactly("d2", "d1", "d0");
        assertThat(model.labels).containsExactly(List.of("A", "B", "C"));
        assertThat(model.prompts.getFirst().turns().getLast().text()).isEqualTo("[");
        assertThat(model.prompts.getFirst().text()).contains("[B] text 1\n").contains("e.g., [B] > [A]");
    }

    @Test
    void numbers_are_asked_for_where_the_template_has_them() {
        Logits model = new Logits();

        First.METHOD
                .reranker(model, Map.of("template", "first_numeric", "window", "9", "stride", "4"))
                .rerank(list(9));

        assertThat(model.labels.getFirst()).startsWith("1", "2").endsWith("9");
    }

    @Test
    void the_listwise_logits_of_unime_ask_for_numbers_behind_its_answer_word() {
        Logits model = new Logits();

        UnimeList.METHOD.reranker(model, Map.of()).rerank(list(4));

        assertThat(model.prompts).hasSize(1);
        assertThat(model.prompts.getFirst().turns().getLast().text()).isEqualTo("Ans: (");
        assertThat(model.labels).containsExactly(List.of("1", "2", "3", "4"));
    }
}
