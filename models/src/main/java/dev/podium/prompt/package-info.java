/**
 * From a query and candidates to what a language model is shown.
 *
 * <p>A {@link dev.podium.prompt.Template} is a prompt as data: turns with slots, some of them once a passage. Published checkpoints
 * were trained on one spelling to the letter, so each spelling is a template of its own, and its rendering has a fingerprint that is
 * tested. {@link dev.podium.prompt.Ids} are the names that passages go by in a prompt, and {@link dev.podium.prompt.Passages} says how
 * a candidate is shown under them: how long, with its title where, and with what looks like an id made harmless.
 *
 * <pre>{@code
 * Template template = Template.parse("mine", """
 *         === user
 *         Which passage answers the query best? Query: {query}
 *         === each user
 *         [{i}] {passage}
 *
 *         === user
 *         Answer with its number alone.""");
 * Passages passages = Passages.words(300, Ids.NUMBERS);
 * Prompt prompt = template.render(model.forms(), Filling.query("what is tea"), passages.fill(slate));
 * }</pre>
 *
 * <p>What a model answers is read by {@code dev.podium.read}.
 */
@NullMarked
package dev.podium.prompt;

import org.jspecify.annotations.NullMarked;
