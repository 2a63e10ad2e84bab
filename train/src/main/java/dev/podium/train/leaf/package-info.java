/**
 * An embedder learns to give the vectors of larger ones, text by text: LEAF.
 *
 * <p>No question needs an answer for this, and no candidate is mined: any text teaches, and it teaches as many numbers as a vector has.
 * {@link dev.podium.train.leaf.TeacherVectors} keeps what one teacher says of each text; {@link dev.podium.train.leaf.TeacherSpace} puts
 * several teachers side by side, so that a dot product of two such vectors is the sum of their cosines; {@link
 * dev.podium.train.leaf.LeafObjective} pulls the student there. The student's last module is a linear map into that space, which {@link
 * dev.podium.train.leaf.Ridge} begins at the best that can be done without moving the student at all.
 *
 * <pre>{@code
 * var space = new TeacherSpace(roles, List.of(new TeacherSpace.Part(bge, 1), new TeacherSpace.Part(e5, 1)));
 * var objective = new LeafObjective(model.as(TrainableEmbedding.class), texts, space, 128, 32, 7);
 * new Trainer(model, objective, TrainingPlan.of(2000), List.of(), folder, TrainingWatch.NOBODY).run();
 * }</pre>
 *
 * <p>Source: LEAF, arXiv 2509.12539.
 */
@NullMarked
package dev.podium.train.leaf;

import org.jspecify.annotations.NullMarked;
