package dev.podium.train;

/**
 * How good a model is by now, on data it does not learn from.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Evaluation {

    /** The value, higher is better. */
    double value();
}
