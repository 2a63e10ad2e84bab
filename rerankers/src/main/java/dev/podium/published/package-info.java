/**
 * The prompts of published rerankers, to the letter.
 *
 * <p>A checkpoint answers to the very text it was trained on: a blank line more or a letter less costs points that no message tells of.
 * Papers and repositories spell "the same" prompt in several ways, so each spelling is a file of its own beside these classes, with
 * what it is for and where it is from in its first two lines. The fingerprints of their renderings are tests.
 *
 * <pre>{@code
 * Template template = Published.template("rank_zephyr");
 * Filling whole = Filling.query("what is tea").with("num", "2");
 * Prompt prompt = template.render(model.forms(), whole, passages.fill(slate));
 * }</pre>
 *
 * <p>Where no checkpoint depends on the words and their authors name no licence, the words are ours; the first line then says
 * "re-derived". Which template a known checkpoint needs is told by {@link dev.podium.registry.KnownCheckpoint#template()}.
 */
@NullMarked
package dev.podium.published;

import org.jspecify.annotations.NullMarked;
