/**
 * What there is to learn from, and in which order it comes.
 *
 * <p>A {@link dev.podium.train.data.TrainingList} is a query with candidates, their grades and, where one was asked, a teacher's scores. A
 * {@link dev.podium.train.data.TrainingSet} has many, from one source. A {@link dev.podium.train.data.Mixture} of sets says which list
 * comes when: a pure function of the place in the run, so that a run goes on anywhere without a memory of what was drawn. A {@link
 * dev.podium.train.data.Choice} says which candidates of a list are shown this time.
 *
 * <pre>{@code
 * Mixture mixture = new Mixture(List.of(questions, claims), 2.0, 1);   // the square roots of their sizes, seed 1
 * TrainingList list = mixture.at(4711);
 * TrainingList shown = new Choice(8, 1, 0.5).of(list, 4711);           // one relevant candidate and seven others
 * }</pre>
 *
 * <p>Where lists come from: {@link dev.podium.train.mine.Mining}.
 */
@NullMarked
package dev.podium.train.data;

import org.jspecify.annotations.NullMarked;
