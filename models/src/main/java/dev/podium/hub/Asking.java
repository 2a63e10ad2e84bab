package dev.podium.hub;

import dev.podium.model.ModelUnavailableException;
import dev.podium.model.wrap.Backoff;
import dev.podium.model.wrap.Pause;
import java.io.IOException;
import java.io.Serial;
import java.net.ProtocolException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Asks again where a failure may pass: no connection, a cut one, silence, 408, 429 and 5xx.
 *
 * <p>A {@code Retry-After} is kept where it is no longer than the longest wait; a hub that wants to be left alone for longer is
 * given up at once, since nobody watches a program sleep for an hour.
 */
final class Asking {

    /** Something that may fail in a way that passes. */
    @FunctionalInterface
    interface Try<T> {
        T once() throws IOException;
    }

    /** A status that may pass. */
    static final class BusyException extends IOException {

        @Serial
        private static final long serialVersionUID = 1;

        private final transient @Nullable Duration wanted;

        BusyException(int status, @Nullable Duration wanted) {
            super("status " + status);
            this.wanted = wanted;
        }
    }

    private final Backoff backoff;
    private final Pause pause;
    private final AtomicLong draws = new AtomicLong();

    Asking(Backoff backoff, Pause pause) {
        this.backoff = backoff;
        this.pause = pause;
    }

    /** A failed attempt, and whether it brought enough that the count of attempts begins anew. */
    interface Progressing {
        boolean gainedGround();
    }

    /**
     * Tries until it works.
     *
     * @param what is asked, for the message
     * @throws HubUnreachedException when attempts are used up, or the failure is of a kind that stays
     */
    <T> T patiently(String what, Progressing progressing, Try<T> attempt) throws HubUnreachedException {
        for (int count = 1; ; count++) {
            try {
                return attempt.once();
            } catch (IOException e) {
                if (progressing.gainedGround()) {
                    count = 1;
                }
                Duration wait = wait(e, count);
                if (wait == null) {
                    throw new HubUnreachedException(
                            "%s could not be had: %s%s."
                                    .formatted(what, reason(e), count > 1 ? ", tried " + count + " times" : ""),
                            e);
                }
                pause(wait, what);
            }
        }
    }

    private @Nullable Duration wait(IOException e, int attempt) {
        boolean stays =
                e instanceof UnknownHostException || e instanceof SSLException || e instanceof ProtocolException;
        if (stays || attempt >= backoff.attempts()) {
            return null;
        }
        Duration own = backoff.after(attempt, draws.getAndIncrement());
        Duration wanted = e instanceof BusyException busy ? busy.wanted : null;
        if (wanted == null || wanted.compareTo(own) <= 0) {
            return own;
        }
        return wanted.compareTo(backoff.most()) <= 0 ? wanted : null;
    }

    private void pause(Duration wait, String what) {
        try {
            pause.last(wait);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelUnavailableException(what + " was not waited for: the thread was interrupted.", e);
        }
    }

    private static String reason(IOException e) {
        String message = e.getMessage();
        if (e instanceof UnknownHostException) {
            return "the host is unknown (" + message + ")";
        }
        return message == null ? e.getClass().getSimpleName() : message;
    }

    /** How long an answer asks to be left alone; null where it does not say so in seconds or as a date of HTTP. */
    static @Nullable Duration retryAfter(@Nullable String header, InstantSource clock) {
        if (header == null) {
            return null;
        }
        if (header.matches("[0-9]{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(header));
        }
        try {
            Duration until = Duration.between(
                    clock.instant(), ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME));
            return until.isNegative() ? Duration.ZERO : until;
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
