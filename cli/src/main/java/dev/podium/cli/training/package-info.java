/**
 * From a recipe's file to a run: sources are read, lists mined, a checkpoint opened, an objective put together.
 *
 * <p>{@link dev.podium.cli.training.RecipeFile} is what the file says; {@link dev.podium.cli.training.TrainingRun} does it. Mined lists are
 * kept in the run's folder by what they were made of, so that the next run, or the same one after an interruption, finds them.
 */
@NullMarked
package dev.podium.cli.training;

import org.jspecify.annotations.NullMarked;
