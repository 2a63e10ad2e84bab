package dev.podium.model.wrap;

import dev.podium.LimitReachedException;
import dev.podium.model.ModelUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Keeps calls within limits: those in flight and those a minute wait for their turn, in the order they came; one beyond
 * the number in all ends in a {@link LimitReachedException}, so that a spent budget still ranks.
 *
 * <p>Around several models it limits all of them together.
 *
 * @since 0.1.0
 */
public final class Limited implements Wrapper {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final Limits limits;
    private final LongSupplier nanos;
    private final Pause pause;
    private final Semaphore flights;
    private final AtomicLong left;
    /** When the latest calls begin, oldest first, at most as many as a minute may have. */
    private final ArrayDeque<Long> begun = new ArrayDeque<>();

    /** By the clock of the machine. */
    public Limited(Limits limits) {
        this(limits, System::nanoTime, Thread::sleep);
    }

    /**
     * By a clock of one's own.
     *
     * @param nanos the time, in nanoseconds since whenever
     * @param pause lets that time pass
     */
    public Limited(Limits limits, LongSupplier nanos, Pause pause) {
        this.limits = limits;
        this.nanos = nanos;
        this.pause = pause;
        flights = new Semaphore(limits.inFlight(), true);
        left = new AtomicLong(limits.calls());
    }

    @Override
    public <I, R> List<R> call(Call<I, R> call) {
        if (left.getAndUpdate(calls -> Math.max(0, calls - 1)) == 0) {
            throw new LimitReachedException(
                    "The model (%s) may be called %d times, and was.\nMaybe rerank fewer candidates, or allow more calls."
                            .formatted(call.model(), limits.calls()));
        }
        try {
            flights.acquire();
            try {
                // Within the flight: turns handed out before it could all begin at once when a flight ends.
                awaitTurn();
                return call.ask();
            } finally {
                flights.release();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelUnavailableException(
                    "The model (%s) was not asked: the thread was interrupted while it waited for its turn."
                            .formatted(call.model()),
                    e);
        }
    }

    private void awaitTurn() throws InterruptedException {
        if (limits.perMinute() == Integer.MAX_VALUE) {
            return;
        }
        long wait;
        synchronized (begun) {
            long now = nanos.getAsLong();
            // Against the oldest, since the clock may be negative or overflow.
            wait = begun.size() < limits.perMinute() ? 0 : Math.max(0, begun.removeFirst() + MINUTE - now);
            begun.addLast(now + wait);
        }
        if (wait > 0) {
            pause.last(Duration.ofNanos(wait));
        }
    }
}
