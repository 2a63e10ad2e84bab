package dev.podium.ask;

import dev.podium.Scale;
import dev.podium.Slate;
import java.util.List;

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
     * @return [candidate], in the order shown, higher is better, never NaN; save for an order that says it takes NaN for no score
     */
    double[] score(Slate slate);

    /**
     * Scores several slates that do not depend on one another.
     *
     * @return one array a slate, in their order
     */
    default List<double[]> scoreAll(List<Slate> slates) {
        return slates.stream().map(this::score).toList();
    }

    /**
     * How many calls of a model scoring so many candidates takes, each of one prompt, text or pair; one a candidate unless it says
     * otherwise. Repeats after unreadable answers come on top.
     */
    default long calls(int size) {
        return size;
    }

    /** What a difference of its scores means; comparable within one list unless it says otherwise. */
    default Scale scale() {
        return Scale.REAL;
    }

    /** The same judge asked for an order: highest score first, ties as shown. */
    default Arranger asArranger() {
        return new ScoredArranger(this);
    }

    /** The same judge asked which are best: highest score first, ties as shown. */
    default Selector asSelector() {
        return new ScoredSelector(this);
    }
}
