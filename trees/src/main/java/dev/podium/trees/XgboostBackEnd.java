package dev.podium.trees;

import dev.podium.Slate;
import dev.podium.train.data.TrainingList;
import dev.podium.train.vectors.BoostedTrees;
import dev.podium.train.vectors.TreeBackEnd;
import dev.podium.train.vectors.TreePlan;
import java.util.List;
import java.util.function.Function;

/**
 * Grows trees by XGBoost.
 *
 * @since 0.1.0
 */
public final class XgboostBackEnd implements TreeBackEnd {

    @Override
    public BoostedTrees plant(Function<Slate, float[][]> vectors, List<TrainingList> lists, TreePlan plan) {
        return new XgboostTrees(vectors, lists, plan);
    }
}
