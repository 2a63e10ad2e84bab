package dev.podium.model.wrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.LimitReachedException;
import dev.podium.model.Generation;
import dev.podium.model.GenerationOptions;
import dev.podium.model.PairScoring;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BudgetTest {

    private static final long ALL = Long.MAX_VALUE;

    @Test
    void calls_are_counted_one_a_text_and_a_round_that_goes_over_is_not_put() {
        Parrot parrot = new Parrot();
        PairScoring pairs = new Budget(3, ALL, ALL).around(parrot).as(PairScoring.class);

        assertThat(pairs.score("tea", List.of("a", "b"))).hasSize(2);
        assertThatThrownBy(() -> pairs.score("tea", List.of("c", "d")))
                .isInstanceOf(LimitReachedException.class)
                .hasMessageContaining("3 calls, 2 are spent and 2 more were asked for");
        assertThat(pairs.score("tea", List.of("c"))).hasSize(1);
        assertThat(parrot.calls).hasSize(2);
    }

    @Test
    void tokens_and_time_are_looked_at_before_a_call() {
        AtomicLong now = new AtomicLong();
        Parrot parrot = new Parrot();
        Generation timed = new Budget(ALL, ALL, 5, now::get).around(parrot).as(Generation.class);

        assertThat(timed.complete(List.of("once"), GenerationOptions.greedy(3))).hasSize(1);
        now.set(5_000_000);
        assertThatThrownBy(() -> timed.complete(List.of("once"), GenerationOptions.greedy(3)))
                .isInstanceOf(LimitReachedException.class)
                .hasMessageContaining("5 ms");
        assertThatThrownBy(() -> new Budget(ALL, 0, ALL)
                        .around(parrot)
                        .as(PairScoring.class)
                        .score("tea", List.of("a")))
                .isInstanceOf(LimitReachedException.class)
                .hasMessageContaining("0 tokens");
        assertThatThrownBy(() -> new Budget(-1, ALL, ALL)).isInstanceOf(IllegalArgumentException.class);
    }
}
