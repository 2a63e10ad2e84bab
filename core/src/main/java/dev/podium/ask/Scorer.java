package dev.podium.ask;

import dev.podium.Scale;
import dev.podium.Slate;

/**
 * How good is each?
 *
 * <p>Sees the whole list, so a score may depend on its neighbours; a pointwise judge ignores them.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Scorer {

    /**
     * Scores every candidate.
     *
     * @return [candidate], in the order shown, higher is better, never NaN
     */
    double[] score(Slate slate);

    /** What a difference of its scores means; comparable within one list unless it says otherwise. */
    default Scale scale() {
        return Scale.REAL;
    }

    /** The same judge asked for an order: highest score first, ties as shown. */
    default Arranger asArranger() {
        return slate -> Sorting.descending(score(slate));
    }
}
