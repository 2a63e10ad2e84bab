package dev.podium.model.wrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.model.PairScoring;
import dev.podium.model.ProviderException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RetryingTest {

    private static final Backoff BACKOFF = new Backoff(4, Duration.ofSeconds(1), Duration.ofSeconds(10), 7);

    private final List<Duration> waits = new ArrayList<>();
    private final Parrot parrot = new Parrot();

    private static ProviderException failure(int status, boolean passing, @Nullable Duration retryAfter) {
        return new ProviderException("parrots.example", status, passing, retryAfter, "It said no.", null);
    }

    private void fails(@Nullable RuntimeException... failures) {
        Iterator<@Nullable RuntimeException> next = Arrays.asList(failures).iterator();
        parrot.before = () -> {
            RuntimeException failure = next.hasNext() ? next.next() : null;
            if (failure != null) {
                throw failure;
            }
        };
    }

    private Object ask() {
        return new Retrying(BACKOFF, waits::add)
                .around(parrot)
                .as(PairScoring.class)
                .score("tea", List.of("green"));
    }

    @Test
    void asks_again_until_the_answer_comes() {
        fails(failure(503, true, null), failure(429, true, null));

        assertThat(ask()).isEqualTo(parrot.pairs().score("tea", List.of("green")));
        assertThat(waits).hasSize(2);
        // first second and second second, doubled; at least half of each
        assertThat(waits.get(0)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(waits.get(1)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
    }

    @Test
    void gives_up_after_the_last_attempt_and_says_how_many_there_were() {
        ProviderException down = failure(500, true, null);
        fails(down, down, down, down, down);

        assertThatThrownBy(this::ask)
                .isInstanceOf(ProviderException.class)
                .hasMessage("It said no.\nAsked 4 times.")
                .extracting(e -> ((ProviderException) e).status())
                .isEqualTo(500);
        assertThat(parrot.calls).hasSize(4);
        assertThat(waits).hasSize(3);
    }

    @Test
    void a_refusal_is_passed_on_at_once_and_so_is_what_is_no_fault_of_a_service() {
        ProviderException refusal = failure(401, false, null);
        fails(refusal, new IllegalArgumentException("wrong"));

        assertThatThrownBy(this::ask).isSameAs(refusal);
        assertThatThrownBy(this::ask)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("wrong");
        assertThat(parrot.calls).hasSize(2);
        assertThat(waits).isEmpty();
    }

    @Test
    void waits_as_long_as_the_service_asks_but_no_longer_than_the_longest() {
        ProviderException soon = failure(429, true, Duration.ofSeconds(9));
        ProviderException late = failure(429, true, Duration.ofSeconds(11));
        fails(soon, null, late);

        ask();
        assertThat(waits).containsExactly(Duration.ofSeconds(9));
        assertThatThrownBy(this::ask).isSameAs(late);
        assertThat(waits).hasSize(1);
    }

    @Test
    void the_same_seed_waits_the_same_and_no_wait_is_longer_than_the_longest() {
        for (int attempt = 1; attempt < 70; attempt++) {
            assertThat(BACKOFF.after(attempt, 3)).isEqualTo(BACKOFF.after(attempt, 3));
            assertThat(BACKOFF.after(attempt, attempt)).isBetween(Duration.ofMillis(500), Duration.ofSeconds(10));
        }
        assertThat(BACKOFF.after(1, 1)).isNotEqualTo(BACKOFF.after(1, 2));
    }

    @Test
    void an_interrupt_while_waiting_ends_it_with_the_failure() {
        ProviderException down = failure(503, true, null);
        fails(down);
        Pause interrupted = _ -> {
            throw new InterruptedException();
        };

        assertThatThrownBy(() -> new Retrying(BACKOFF, interrupted)
                        .around(parrot)
                        .as(PairScoring.class)
                        .score("tea", List.of("green")))
                .isSameAs(down);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void refuses_a_backoff_that_never_asks_or_waits_backwards() {
        assertThatThrownBy(() -> BACKOFF.attempts(0)).hasMessageContaining("attempts (0)");
        assertThatThrownBy(() -> new Backoff(1, Duration.ofSeconds(2), Duration.ofSeconds(1), 0))
                .hasMessageContaining("PT2S");
    }
}
