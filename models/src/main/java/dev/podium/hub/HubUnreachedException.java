package dev.podium.hub;

import java.io.IOException;
import java.io.Serial;

/** The hub did not answer, or only that it cannot now; what is in the cache may still do. */
final class HubUnreachedException extends IOException {

    @Serial
    private static final long serialVersionUID = 1;

    HubUnreachedException(String message, Throwable cause) {
        super(message, cause);
    }
}
