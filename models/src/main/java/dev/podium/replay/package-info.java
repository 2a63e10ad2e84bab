/**
 * What real language models answered, put through window, reader and merge again, with no model in sight.
 *
 * <p>A {@link dev.podium.replay.Recording} is a folder of answers that a listwise reranker once gave, with the order it
 * ended with. Replaying it shows that our windows, our reader and our merge do what theirs did, and how often a real
 * model answers badly.
 *
 * <pre>{@code
 * Replayed result = Recording.read(folder).replay();
 * System.out.println(result.equal() + " of " + result.queries() + " orders are the same; " + result.malformed());
 * }</pre>
 *
 * <p>Read next: {@code dev.podium.read} for the reader, {@code dev.podium.order.Sliding} for the windows.
 */
@NullMarked
package dev.podium.replay;

import org.jspecify.annotations.NullMarked;
