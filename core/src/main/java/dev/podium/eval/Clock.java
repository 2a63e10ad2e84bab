package dev.podium.eval;

/**
 * Where an experiment reads the time.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Clock {

    /** Nanoseconds since some fixed but arbitrary moment, never falling. */
    long nanos();
}
