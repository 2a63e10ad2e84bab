/**
 * Methods made of methods, and one that looks at a whole list: repeat and vote, one after another, within a budget, diverse.
 *
 * <p>Which methods they are made of is a setting. One is written by its name, with settings of its own in round brackets if it needs any:
 * {@code rankgpt(window=10 stride=5)}. What the model must be able to do is what these need.
 *
 * <pre>{@code
 * try (Model model = Models.open("torch:/models/a-chat-model")) {
 *     Reranker cascade = Catalogue.method("cascade").reranker(model, Map.of("steps", "yes-no:100,setwise-likelihood:20"));
 *     Reranker bounded = Catalogue.method("anytime").reranker(model, Map.of("method", "prp-heap", "budget", "200"));
 * }
 * }</pre>
 *
 * <p>Families may not see one another, so these are given the catalogue as a function. Read next:
 * {@link dev.podium.method.across.Cascade}.
 */
@NullMarked
package dev.podium.method.across;

import org.jspecify.annotations.NullMarked;
