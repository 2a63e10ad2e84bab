/**
 * From what a language model said to what it meant.
 *
 * <p>A {@link dev.podium.read.Reader} turns an answer into a {@link dev.podium.read.Reading}: clean, mended by a stated
 * rule with its flaws named, or unreadable. It never guesses in silence, and it never throws: what to do with an
 * unreadable answer (ask again, give up, keep the order and count it) is the asker's decision.
 *
 * <pre>{@code
 * Reading reading = new PermutationReader().read("[2] > [1] > [2]", 3);
 * // Mended[marks=[2nd, 1st, 3rd], flaws=[REPEATED, MISSING]]
 * }</pre>
 *
 * <p>Read next: {@code dev.podium.replay}, which puts thousands of real answers through these readers.
 */
@NullMarked
package dev.podium.read;

import org.jspecify.annotations.NullMarked;
