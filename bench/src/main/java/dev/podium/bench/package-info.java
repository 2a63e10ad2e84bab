/**
 * How long the hot loops take, by JMH: not run by the build, not published.
 *
 * <pre>{@code
 * bench/run Bm25Search              # all of this class, with its own settings
 * bench/run Bm25Search.ids -f 1     # whatever JMH takes
 * }</pre>
 *
 * <p>Each benchmark makes its own work from a seed, so that a number can be had again anywhere. How Podium compares with
 * others on one work is what {@code ./podium bench} is for.
 */
@NullMarked
package dev.podium.bench;

import org.jspecify.annotations.NullMarked;
