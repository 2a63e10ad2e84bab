/**
 * Where training lists come from: what a first stage finds, and what teachers think of it.
 *
 * <p>{@link dev.podium.train.mine.Mining} retrieves candidates for a query, adds the relevant ones that were missed, and asks {@linkplain
 * dev.podium.train.mine.Teacher teachers}: any rerankers, over any models. Their scores are brought to one scale within the list and
 * added up.
 *
 * <pre>{@code
 * Mining mining = new Mining(bm25.top(60), List.of(dense.top(40)), 0.5, List.of(new Teacher(embedder, 1), new Teacher(another, 1)));
 * TrainingList list = mining.of(query, Map.of("d7", 1), documents);
 * }</pre>
 */
@NullMarked
package dev.podium.train.mine;

import org.jspecify.annotations.NullMarked;
