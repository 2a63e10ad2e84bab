package dev.podium.model;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A service that runs a model refused, failed, did not answer, or answered what cannot be read.
 *
 * <p>The message names the service, its status and its own words, and never a key.
 *
 * @since 0.1.0
 */
public final class ProviderException extends IllegalStateException {

    /** Status of a service that gave none: it was not reached, took too long, or answered what cannot be read. */
    public static final int NO_STATUS = 0;

    private static final long serialVersionUID = 1;

    private final String provider;
    private final int status;
    private final boolean passing;
    private final @Nullable Duration retryAfter;

    /**
     * @param provider the service, as a person would look for it: its name or its host
     * @param status of HTTP, or {@link #NO_STATUS}
     * @param passing whether the same question may be answered later
     * @param retryAfter how long the service asks to be left alone; null where it says nothing
     * @param message all that a person needs to know, ending with advice
     * @param cause what happened below, null for nothing
     */
    public ProviderException(
            String provider,
            int status,
            boolean passing,
            @Nullable Duration retryAfter,
            String message,
            @Nullable Throwable cause) {
        super(message, cause);
        this.provider = provider;
        this.status = status;
        this.passing = passing;
        this.retryAfter = retryAfter;
    }

    /** The service. */
    public String provider() {
        return provider;
    }

    /** The status of HTTP, or {@link #NO_STATUS}. */
    public int status() {
        return status;
    }

    /** Whether the same question may be answered later: too many requests, a fault of the service, or silence. */
    public boolean passing() {
        return passing;
    }

    /** How long the service asks to be left alone; null where it says nothing. */
    public @Nullable Duration retryAfter() {
        return retryAfter;
    }
}
