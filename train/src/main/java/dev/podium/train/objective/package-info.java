/**
 * Objectives: how examples, a model's read-out and a loss become a step.
 *
 * <p>{@link dev.podium.train.objective.ListObjective} is the one of cross-encoders and of all that score a list; each of its {@linkplain
 * dev.podium.train.objective.Aim aims} is a loss, what it is to be measured by, and a weight:
 *
 * <pre>{@code
 * var objective = new ListObjective(
 *         scorer, mixture, new Choice(8, 1, 0.5),
 *         List.of(Aim.atTeacher(1, new TeacherKl(1)), Aim.atGrades(0.5, new SoftmaxCrossEntropy())),
 *         16, 4);
 * new Trainer(model, objective, TrainingPlan.of(1000), List.of(), folder, TrainingWatch.NOBODY).run();
 * }</pre>
 */
@NullMarked
package dev.podium.train.objective;

import org.jspecify.annotations.NullMarked;
