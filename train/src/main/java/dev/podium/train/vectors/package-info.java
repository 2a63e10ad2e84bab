/**
 * Rankers over vectors of candidates, features or embeddings, learnt without a tensor library.
 *
 * <p>{@link dev.podium.train.vectors.CandidateVectors} reads features of a LETOR file; a function of embeddings does as well. {@link
 * dev.podium.train.vectors.LinearForm} gives each dimension a weight and is pulled at by any loss over lists. {@link
 * dev.podium.train.vectors.TourForms} are two bilinear forms that say what it is worth to put one candidate right before another; {@link
 * dev.podium.train.vectors.TourObjective} pulls the matrix of all steps of a list to the tour of its grades.
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
package dev.podium.train.vectors;

import org.jspecify.annotations.NullMarked;
