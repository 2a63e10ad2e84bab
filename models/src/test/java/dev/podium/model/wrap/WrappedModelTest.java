package dev.podium.model.wrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.Scale;
import dev.podium.model.Embedding;
import dev.podium.model.Generation;
import dev.podium.model.GenerationOptions;
import dev.podium.model.Message;
import dev.podium.model.Model;
import dev.podium.model.PairScoring;
import dev.podium.model.Similarity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WrappedModelTest {

    /** Lets everything through and says what it saw. */
    private static final class Window implements Wrapper {
        final List<String> seen = new ArrayList<>();

        @Override
        public <I, R> List<R> call(Call<I, R> call) {
            seen.add("%s %s %s".formatted(call.question(), call.common(), call.items()));
            return call.ask();
        }
    }

    @Test
    void every_question_of_every_capability_goes_through_the_wrapper() {
        Window window = new Window();
        Model model = window.around(new Parrot());
        GenerationOptions options = GenerationOptions.greedy(5);

        model.as(PairScoring.class).score("tea", List.of("green", "black"));
        model.as(Embedding.class).embed(List.of("milk"), Embedding.Role.QUERY);
        model.as(Generation.class).complete(List.of("once"), options);
        model.as(Generation.class).chat(List.of(List.of(Message.user("hello"))), options);

        assertThat(window.seen)
                .containsExactly(
                        "score tea [green, black]",
                        "embed QUERY [milk]",
                        "complete " + options + " [once]",
                        "chat " + options + " [[Message[role=USER, text=hello]]]");
    }

    @Test
    void nothing_asked_is_no_call() {
        Window window = new Window();
        Parrot parrot = new Parrot();

        assertThat(window.around(parrot).as(PairScoring.class).score("tea", List.of()))
                .isEmpty();
        assertThat(window.seen).isEmpty();
        assertThat(parrot.calls).isEmpty();
    }

    @Test
    void it_is_what_the_model_is() {
        Parrot parrot = new Parrot();
        Model model = new Window().around(parrot);

        assertThat(model.name()).isEqualTo("parrot:grey");
        assertThat(model.capabilities()).isEqualTo(parrot.capabilities());
        assertThat(model.as(PairScoring.class).scale()).isEqualTo(Scale.REAL);
        assertThat(model.as(PairScoring.class).activation()).isEqualTo("identity");
        assertThat(model.as(PairScoring.class).maxTokens()).isEqualTo(512);
        assertThat(model.as(Embedding.class).similarity()).isEqualTo(Similarity.DOT);
        assertThat(model.as(Embedding.class).dimensions()).isEqualTo(2);
        assertThat(model.as(Embedding.class).maxTokens()).isEqualTo(256);
        model.close();
        assertThat(parrot.closed).isTrue();
    }
}
