/**
 * Boosted trees over features of candidates, by XGBoost: the baseline that has to be beaten wherever there are features.
 *
 * <p>{@code recipe: lambdamart} of {@code podium train} grows them. As a library:
 *
 * <pre>{@code
 * try (BoostedTrees trees = new XgboostBackEnd().plant(vectors, lists, new TreePlan(0.1, 6, 1, 7))) {
 *     new Trainer(trees, trees, TrainingPlan.of(200), List.of(evaluation), folder, TrainingWatch.NOBODY).run();
 * }
 * }</pre>
 */
@NullMarked
package dev.podium.trees;

import org.jspecify.annotations.NullMarked;
