package dev.podium.train.vectors;

import dev.podium.ask.Scorer;
import dev.podium.model.train.Learner;
import dev.podium.train.Objective;

/**
 * A sum of trees over vectors of candidates, which grows by one tree a step: {@link Objective#learn} grows it, and {@link Learner#step} has
 * nothing left to move.
 *
 * @since 0.1.0
 */
public interface BoostedTrees extends Learner, Objective, Scorer {}
