package dev.podium.model;

import org.jspecify.annotations.Nullable;

/**
 * A model could not be opened, or failed when it was asked.
 *
 * <p>The message names the model, what is wrong with it and what may help. A wrong argument is an
 * {@link IllegalArgumentException} instead, a service that fails a {@link ProviderException}.
 *
 * @since 0.1.0
 */
public final class ModelUnavailableException extends IllegalStateException {

    private static final long serialVersionUID = 1;

    /** Something is wrong that no other exception told. */
    public ModelUnavailableException(String message) {
        this(message, null);
    }

    /** Something is wrong that another exception told. */
    public ModelUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
