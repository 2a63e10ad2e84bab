package dev.podium.model.wrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.LimitReachedException;
import dev.podium.model.Model;
import dev.podium.model.PairScoring;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LimitedTest {

    private final AtomicLong clock = new AtomicLong(-5);
    private final List<Duration> waits = new ArrayList<>();
    private final Parrot parrot = new Parrot();

    private Model limited(Limits limits) {
        return new Limited(limits, clock::get, time -> {
                    waits.add(time);
                    clock.addAndGet(time.toNanos());
                })
                .around(parrot);
    }

    private static void ask(Model model) {
        model.as(PairScoring.class).score("tea", List.of("green"));
    }

    @Test
    void no_minute_sees_more_calls_than_it_may() {
        Model model = limited(Limits.NONE.perMinute(2));
        List<Long> begun = new ArrayList<>();
        parrot.before = () -> begun.add(clock.get());

        for (int i = 0; i < 5; i++) {
            ask(model);
            clock.addAndGet(Duration.ofSeconds(10).toNanos());
        }

        // begun at 0 and 10; the third waits from 20 to 60, the fourth is then at 70, the fifth waits from 80 to 120
        assertThat(waits).containsExactly(Duration.ofSeconds(40), Duration.ofSeconds(40));
        for (int i = 2; i < begun.size(); i++) {
            assertThat(begun.get(i) - begun.get(i - 2))
                    .isGreaterThanOrEqualTo(Duration.ofMinutes(1).toNanos());
        }
    }

    @Test
    void a_spent_budget_ends_in_the_exception_that_lets_an_order_rank_what_it_has() {
        Model model = limited(Limits.NONE.calls(2));
        ask(model);
        ask(model);

        assertThatThrownBy(() -> ask(model))
                .isInstanceOf(LimitReachedException.class)
                .hasMessageContaining("parrot:grey")
                .hasMessageContaining("2 times");
        assertThat(parrot.calls).hasSize(2);
    }

    @Test
    void no_more_are_in_flight_than_may_be() throws Exception {
        Model model = limited(Limits.NONE.inFlight(2));
        AtomicInteger flying = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch two = new CountDownLatch(2);
        parrot.before = () -> {
            most.accumulateAndGet(flying.incrementAndGet(), Math::max);
            two.countDown();
            await(two);
            flying.decrementAndGet();
        };

        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(Thread.ofVirtual().start(() -> ask(model)));
        }
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(parrot.calls).hasSize(8);
        assertThat(most).hasValue(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void refuses_limits_that_let_nothing_through() {
        assertThatThrownBy(() -> Limits.NONE.inFlight(0)).hasMessageContaining("in flight (0)");
        assertThatThrownBy(() -> Limits.NONE.perMinute(0)).hasMessageContaining("per minute (0)");
    }
}
