package dev.podium.model.wrap;

import java.time.Duration;

/**
 * Lets time pass; a test lets none pass and writes down how much was wanted.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Pause {

    /** Returns after this long. */
    void last(Duration time) throws InterruptedException;
}
