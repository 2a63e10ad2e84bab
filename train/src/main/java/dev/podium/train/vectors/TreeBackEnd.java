package dev.podium.train.vectors;

import dev.podium.Slate;
import dev.podium.train.data.TrainingList;
import java.util.List;
import java.util.function.Function;

/**
 * Grows trees; found by {@link java.util.ServiceLoader}.
 *
 * @since 0.1.0
 */
public interface TreeBackEnd {

    /**
     * Trees that have not grown yet.
     *
     * @param vectors of a list's candidates, [candidate][dimension]
     * @param lists to learn from, at least one
     * @param plan how they grow
     * @return to be closed by the caller
     */
    BoostedTrees plant(Function<Slate, float[][]> vectors, List<TrainingList> lists, TreePlan plan);
}
