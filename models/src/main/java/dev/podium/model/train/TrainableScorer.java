package dev.podium.model.train;

import dev.podium.Slate;
import dev.podium.ask.Scorer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A scorer whose scores can be pulled at, and which learns from that.
 *
 * <p>Scoring and training are one forward, so a model that was trained scores as it was trained. It is for one thread at a time.
 *
 * @since 0.1.0
 */
public interface TrainableScorer extends Scorer {

    /**
     * Scores the candidates of several slates in one pass.
     *
     * @param slates with at least one candidate in all; their candidates are scored end to end
     * @param mode what it is for
     * @return to be closed by the caller
     */
    Pass forward(List<Slate> slates, Mode mode);

    /** One slate; see {@link #forward(List, Mode)}. */
    default Pass forward(Slate slate, Mode mode) {
        return forward(List.of(slate), mode);
    }

    @Override
    default double[] score(Slate slate) {
        return scoreAll(List.of(slate)).getFirst();
    }

    @Override
    default List<double[]> scoreAll(List<Slate> slates) {
        if (slates.stream().allMatch(slate -> slate.size() == 0)) {
            return slates.stream().map(_ -> new double[0]).toList();
        }
        try (Pass pass = forward(slates, Mode.INFER)) {
            double[] scores = pass.scores();
            List<double[]> each = new ArrayList<>();
            int from = 0;
            for (Slate slate : slates) {
                each.add(Arrays.copyOfRange(scores, from, from + slate.size()));
                from += slate.size();
            }
            return each;
        }
    }
}
