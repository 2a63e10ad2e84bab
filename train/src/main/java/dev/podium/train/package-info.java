/**
 * How long a judge learns, how fast, and from how much at once.
 *
 * <p>All of it is arithmetic on step numbers, so that a run that was interrupted goes on exactly where it was, with nothing to restore
 * but the number of the step. A {@link dev.podium.train.Schedule} says what share of the learning rate a step has;
 * {@link dev.podium.train.Batches} says which examples it learns from, and in which parts where they do not fit into memory together.
 *
 * <pre>{@code
 * Batches batches = new Batches(1000, 32, 8);                     // steps of 32 examples, 8 at a time
 * Schedule schedule = Schedule.linear(10, batches.steps());
 * for (int step = 0; step < batches.steps(); step++) {
 *     for (Batches.Part part : batches.parts(step)) {
 *         // forward examples part.from() to part.to(); scale the gradient by part.weight(); backward
 *     }
 *     double rate = 2e-5 * schedule.at(step);
 * }
 * }</pre>
 *
 * <p>Read next: {@code dev.podium.train.loss}, what is learnt; {@code dev.podium.model.train}, who learns.
 */
@NullMarked
package dev.podium.train;

import org.jspecify.annotations.NullMarked;
