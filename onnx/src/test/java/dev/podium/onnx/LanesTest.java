package dev.podium.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class LanesTest {

    @Test
    void does_each_piece_once() {
        for (int width = 1; width <= 4; width++) {
            try (Lanes lanes = new Lanes(width)) {
                for (int n : new int[] {0, 1, 2, 3, 100}) {
                    AtomicIntegerArray done = new AtomicIntegerArray(n);
                    lanes.each(n, done::incrementAndGet);
                    for (int i = 0; i < n; i++) {
                        assertThat(done.get(i))
                                .as("width %d, piece %d of %d", width, i, n)
                                .isOne();
                    }
                }
            }
        }
    }

    @Test
    void pieces_run_side_by_side() {
        try (Lanes lanes = new Lanes(3)) {
            CountDownLatch all = new CountDownLatch(3);
            // each of the three waits for the others: one thread alone would never come back
            lanes.each(3, i -> {
                all.countDown();
                try {
                    all.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            assertThat(all.getCount()).isZero();
        }
    }

    @Test
    void the_first_failure_is_thrown_and_nothing_more_begun() {
        try (Lanes lanes = new Lanes(2)) {
            AtomicInteger begun = new AtomicInteger();
            assertThatThrownBy(() -> lanes.each(1_000_000, i -> {
                        begun.incrementAndGet();
                        throw new IllegalStateException("piece " + i);
                    }))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("piece ");
            assertThat(begun.get()).isLessThanOrEqualTo(2);
        }
    }

    @Test
    void a_call_moves_on_while_another_holds_all_other_threads() throws Exception {
        try (Lanes lanes = new Lanes(2)) {
            CountDownLatch held = new CountDownLatch(2);
            CountDownLatch release = new CountDownLatch(1);
            Thread busy = Thread.ofVirtual()
                    .start(() -> lanes.each(2, i -> {
                        held.countDown();
                        try {
                            release.await();
                        } catch (InterruptedException e) {
                            throw new IllegalStateException(e);
                        }
                    }));
            held.await();
            AtomicInteger done = new AtomicInteger();
            lanes.each(50, i -> done.incrementAndGet());
            assertThat(done.get()).isEqualTo(50);
            release.countDown();
            busy.join();
        }
    }
}
