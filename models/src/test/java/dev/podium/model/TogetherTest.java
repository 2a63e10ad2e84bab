package dev.podium.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TogetherTest {

    private record Named(String name, Set<Class<? extends Capability>> capabilities, List<String> asked)
            implements Model {
        @Override
        public <C extends Capability> C as(Class<C> capability) {
            asked.add(name + " " + capability.getSimpleName());
            return Unasked.offering(List.of(capability)).as(capability);
        }

        @Override
        public void close() {
            asked.add(name + " closed");
        }
    }

    @Test
    void the_first_that_can_is_asked_and_all_are_closed() {
        List<String> asked = new ArrayList<>();
        Model both = Together.of(
                new Named("pairs", Set.of(PairScoring.class), asked),
                new Named("vectors", Set.of(Embedding.class, PairScoring.class), asked));

        both.as(PairScoring.class);
        both.as(Embedding.class);
        both.close();

        assertThat(both.name()).isEqualTo("pairs + vectors");
        assertThat(both.capabilities()).containsExactlyInAnyOrder(PairScoring.class, Embedding.class);
        assertThat(asked).containsExactly("pairs PairScoring", "vectors Embedding", "pairs closed", "vectors closed");
        assertThatThrownBy(() -> both.as(Attention.class))
                .isInstanceOf(MissingCapabilityException.class)
                .hasMessageContaining("pairs + vectors");
    }
}
