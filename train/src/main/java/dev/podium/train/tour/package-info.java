/**
 * Ranking as a tour: what it is worth to put one candidate right before another, learnt without a tensor library.
 *
 * <p>{@link dev.podium.train.tour.TourForms} are two bilinear forms over vectors of candidates, embeddings or features, that learn; {@link
 * dev.podium.train.tour.TourObjective} pulls the matrix of all steps of a list to the tour of its grades.
 *
 * <pre>{@code
 * TourForms forms = new TourForms(384, 1e-3, 1e-5, 7);
 * var objective = new TourObjective(forms, slate -> vectors, mixture, choice, new TourCrossEntropy(), 16);
 * new Trainer(forms, objective.inTurnWith(globally), plan, List.of(), folder, TrainingWatch.NOBODY).run();
 * // tsprank with weights=folder/best/forms.safetensors serves them
 * }</pre>
 *
 * <p>Source: TSPRank, arXiv 2411.12064.
 */
@NullMarked
package dev.podium.train.tour;

import org.jspecify.annotations.NullMarked;
