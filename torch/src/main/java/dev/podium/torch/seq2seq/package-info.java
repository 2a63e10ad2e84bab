/**
 * Encoder-decoders of the T5 family: texts become a memory of vectors, and a decoder that looks into it writes or scores.
 *
 * <p>The two halves are apart, so that what lies between them can be changed: a {@link dev.podium.torch.seq2seq.Memory} is one text's
 * vectors, or those of many texts put end to end (fusion in the decoder), or some of them (views).
 *
 * <pre>{@code
 * T5 model = T5.of(checkpoint.config(), parameters);
 * TokenBatch pairs = TokenBatch.of(List.of(first, second));          // "Query: ... Document: ... Relevant:"
 * Memory memory = Memory.of(model.encoder().hidden(pairs, Observer.NONE), pairs.packing());
 * Tensor logits = model.firstLogits(memory, Tensors.indices(no, yes));   // [pair, 2], what monoT5 compares
 *
 * Tensor one = model.firstLogits(memory.fused(2), Tensors.indices(label)); // both texts before one decoder
 * }</pre>
 *
 * <p>Writing goes step by step: {@code DecoderState state = model.decoder().begin(memory)}, then {@code model.step(state, tokens)} gives
 * the logits of what may come next.
 */
@NullMarked
package dev.podium.torch.seq2seq;

import org.jspecify.annotations.NullMarked;
