package dev.podium.model.wrap;

import dev.podium.model.ProviderException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Asks again where a service failed in a way that may pass.
 *
 * <p>Which way that is, the {@link ProviderException} says: too many requests, a fault of the service, or silence. A
 * refusal is passed on at once, as is everything that is no fault of a service. Where the service says how long it wants
 * to be left alone, that long is waited, and no less than the {@link Backoff} would.
 *
 * @since 0.1.0
 */
public final class Retrying implements Wrapper {

    private final Backoff backoff;
    private final Pause pause;
    private final AtomicLong draws = new AtomicLong();

    /** Waits by sleeping. */
    public Retrying(Backoff backoff) {
        this(backoff, Thread::sleep);
    }

    /** Waits as told. */
    public Retrying(Backoff backoff, Pause pause) {
        this.backoff = backoff;
        this.pause = pause;
    }

    @Override
    public <I, R> List<R> call(Call<I, R> call) {
        for (int attempt = 1; ; attempt++) {
            try {
                return call.ask();
            } catch (ProviderException e) {
                Duration wait = wait(e, attempt);
                if (wait == null) {
                    throw attempt == 1 ? e : after(attempt, e);
                }
                sleep(wait, e);
            }
        }
    }

    /** How long to wait before asking again; null to give up. */
    private @Nullable Duration wait(ProviderException e, int attempt) {
        if (!e.passing() || attempt >= backoff.attempts()) {
            return null;
        }
        Duration own = backoff.after(attempt, draws.getAndIncrement());
        Duration asked = e.retryAfter();
        if (asked == null || asked.compareTo(own) <= 0) {
            return own;
        }
        return asked.compareTo(backoff.most()) <= 0 ? asked : null;
    }

    private void sleep(Duration wait, ProviderException failure) {
        try {
            pause.last(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure.addSuppressed(e);
            throw failure;
        }
    }

    private static ProviderException after(int attempts, ProviderException e) {
        return new ProviderException(
                e.provider(),
                e.status(),
                e.passing(),
                e.retryAfter(),
                "%s\nAsked %d times.".formatted(e.getMessage(), attempts),
                e);
    }
}
