/**
 * The four questions put to a language model: what methods that differ in their prompts and orders have in common.
 *
 * <ul>
 *   <li>{@link dev.podium.judge.OrderInWords} - in what order? The model writes a permutation.
 *   <li>{@link dev.podium.judge.ChoiceInWords} - which of these? It writes a label, or several.
 *   <li>{@link dev.podium.judge.PairLogits}, {@link dev.podium.judge.PairInWords} - which of two? A forward pass, or a letter written.
 *   <li>{@link dev.podium.judge.IdLogits} - how good is each? One forward pass over a window, read off the labels' logits.
 *   <li>{@link dev.podium.judge.LabelScore} - how good is this one? One forward pass a candidate, read off one or two words.
 * </ul>
 *
 * <p>Settings that many methods share are here too, so that they are spelled alike: {@link dev.podium.judge.Words} for how a model
 * writes, {@link dev.podium.judge.Windows} for windows that slide, {@link dev.podium.judge.Lengths} for how much of a passage is shown.
 *
 * <pre>{@code
 * Arranger arranger = new OrderInWords(ask, template, Passages.words(300, Ids.NUMBERS), new PermutationReader());
 * Reranker reranker = new Sliding(arranger, 20, 10).onTop(100);
 * }</pre>
 */
@NullMarked
package dev.podium.judge;

import org.jspecify.annotations.NullMarked;
