/**
 * What can be asked of a model, and how one is opened.
 *
 * <p>A {@link dev.podium.model.Model} is opened by reference and asked for a {@link dev.podium.model.Capability}: a
 * method needs a capability and never knows which {@linkplain dev.podium.model.BackEnd back end} offers it.
 *
 * <pre>{@code
 * try (Model model = Models.open("onnx:/models/my-cross-encoder")) {
 *     PairScoring pairs = model.as(PairScoring.class);
 *     List<Scored> scored = pairs.score("what is tea", List.of("Tea is a drink.", "A car has wheels."));
 *     System.out.println(scored.get(0).score() > scored.get(1).score());
 * }
 * }</pre>
 *
 * <p>What a call cost, and which documents did not fit, is told to the {@link dev.podium.model.Tally} of whoever runs
 * it. Read next: {@code dev.podium.model.wrap} for what can stand between a caller and a model, {@code dev.podium.read}
 * for what a model answers in words, {@code dev.podium.method} for what papers make of it.
 */
@NullMarked
package dev.podium.model;

import org.jspecify.annotations.NullMarked;
