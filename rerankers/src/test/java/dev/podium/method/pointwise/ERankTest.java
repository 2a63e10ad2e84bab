package dev.podium.method.pointwise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Ranking;
import dev.podium.model.Capability;
import dev.podium.model.Generated;
import dev.podium.model.Generation;
import dev.podium.model.GenerationOptions;
import dev.podium.model.Message;
import dev.podium.model.Model;
import dev.podium.model.Prompt;
import dev.podium.model.TokenLogProb;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ERankTest {

    private static final List<TokenLogProb> SURE_EIGHT = List.of(
            token("<think>", 1),
            token("9 of 10", 1),
            token("</think>", 0.5),
            token("<answer>", 1),
            token("8", 0.9),
            token("</", 0.7),
            token("answer>", 1));

    @Test
    void a_sure_eight_stands_above_a_hesitant_nine() {
        Writer model = new Writer();
        model.answers.add(List.of(token("<answer>", 1), token("9", 0.7), token("</answer>", 1)));
        model.answers.add(SURE_EIGHT);

        Ranking best = Teller.ranked(ERank.METHOD, model, Map.of(), "hesitant", "sure");

        assertThat(best.ids()).containsExactly("d1", "d0");
        assertThat(best.scores()[0]).isCloseTo(7.2, within(1e-12));
        assertThat(best.scores()[1]).isCloseTo(6.3, within(1e-12));
        assertThat(model.options.getFirst().topLogProbs()).isZero();
        assertThat(model.shown.getFirst().part("passage 1").maxTokens()).isEqualTo(2048);
    }

    @Test
    void a_ten_of_two_tokens_is_as_probable_as_both() {
        RatedTokens ten = RatedTokens.of(List.of(token("<answer>1", 0.8), token("0", 0.5), token("</answer>", 1)));

        assertThat(ten.tokens()).hasSize(2);
        assertThat(ten.probability()).isCloseTo(0.4, within(1e-12));
    }

    @Test
    void an_expectation_weighs_all_grades_of_the_place() {
        TokenLogProb place = new TokenLogProb(
                "7",
                Math.log(0.5),
                List.of(token("7", 0.5), token(" 3", 0.25), token("maybe", 0.2), token("11", 0.05)));

        // 7 and 3 are grades, in two parts to one
        assertThat(RatedTokens.of(List.of(place)).expectation(10))
                .isCloseTo((7 * 0.5 + 3 * 0.25) / 0.75, within(1e-12));
    }

    @Test
    void an_expectation_parts_what_begins_like_a_one_where_a_ten_was_written() {
        TokenLogProb one = new TokenLogProb("1", Math.log(0.6), List.of(token("1", 0.6), token("8", 0.4)));

        double expectation = RatedTokens.of(List.of(one, token("0", 0.5))).expectation(10);

        // a 10 with 0.3, a 1 with the other 0.3, an 8 with 0.4
        assertThat(expectation).isCloseTo(10 * 0.3 + 0.3 + 8 * 0.4, within(1e-12));
    }

    @Test
    void plain_numbers_need_no_probabilities_and_others_say_so() {
        Writer model = new Writer();
        model.tells = false;
        model.answers.add(SURE_EIGHT);
        model.answers.add(SURE_EIGHT);

        assertThat(Teller.ranked(ERank.METHOD, model, Map.of("score", "plain"), "tea")
                        .scores())
                .containsExactly(8);
        assertThatThrownBy(() -> Teller.ranked(ERank.METHOD, model, Map.of(), "tea"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 tokens")
                .hasMessageContaining("Maybe score=plain");
    }

    private static TokenLogProb token(String text, double probability) {
        return new TokenLogProb(text, Math.log(probability), List.of());
    }

    /** Writes given tokens. */
    private static final class Writer implements Model, Generation {
        private final List<List<TokenLogProb>> answers = new ArrayList<>();
        private final List<GenerationOptions> options = new ArrayList<>();
        private final List<Prompt> shown = new ArrayList<>();
        private boolean tells = true;

        @Override
        public List<Generated> write(List<Prompt> prompts, GenerationOptions how) {
            options.add(how);
            shown.addAll(prompts);
            return prompts.stream()
                    .map(_ -> {
                        List<TokenLogProb> tokens = answers.removeFirst();
                        StringBuilder text = new StringBuilder();
                        tokens.forEach(token -> text.append(token.token()));
                        return new Generated(
                                text.toString(),
                                Generated.Finish.STOP,
                                9,
                                tokens.size(),
                                tells ? tokens : List.of(),
                                List.of());
                    })
                    .toList();
        }

        @Override
        public List<Generated> chat(List<List<Message>> conversations, GenerationOptions how) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Generated> complete(List<String> prompts, GenerationOptions how) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String name() {
            return "writer";
        }

        @Override
        public Set<Class<? extends Capability>> capabilities() {
            return Set.of(Generation.class);
        }

        @Override
        public <C extends Capability> C as(Class<C> capability) {
            return capability.cast(this);
        }

        @Override
        public void close() {}
    }
}
