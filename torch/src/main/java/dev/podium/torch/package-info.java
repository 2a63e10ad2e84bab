/**
 * Published checkpoints in process, over libtorch: {@code torch:FOLDER}, {@code torch:org/name}, {@code gguf:FILE}.
 *
 * <pre>{@code
 * try (Model model = Models.open("torch:/models/qwen3-0.6b?numbers=int8")) {
 *     NextToken next = model.as(NextToken.class);
 *     Prompt prompt = Prompt.plain(Part.fixed("Tea is hot. Is tea cold? Answer:"));
 *     LabelLogits logits = next.logits(List.of(prompt), List.of(" Yes", " No")).getFirst();
 * }
 * }</pre>
 *
 * <p>The networks themselves are in packages beneath that are not exported: {@code tensor} is all that is seen of libtorch, {@code
 * layer} what networks are built of, {@code encoder}, {@code decoder}, {@code seq2seq} and {@code vision} the networks, {@code sentence}
 * what folders of sentence-transformers say, {@code checkpoint} files, {@code adapter} what is laid over weights, {@code train} what
 * moves them. {@link dev.podium.torch.Verification} holds a checkpoint against what the reference implementation computes.
 */
@NullMarked
package dev.podium.torch;

import org.jspecify.annotations.NullMarked;
