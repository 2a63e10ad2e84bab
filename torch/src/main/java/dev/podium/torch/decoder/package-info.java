/**
 * One decoder for every family: what differs between Llama, Qwen, Mistral, Gemma, Phi and MiniCPM is a
 * {@link dev.podium.torch.decoder.DecoderSpec}, read from {@code config.json}.
 *
 * <p>{@link dev.podium.torch.decoder.CausalLm} is the whole model. It scores prompts by the logits of a few tokens, tells how
 * probable continuations are, and writes:
 *
 * <pre>{@code
 * try (Checkpoint checkpoint = Checkpoint.open(folder);
 *         Parameters parameters = checkpoint.parameters(Numbers.FLOAT32, Device.CPU);
 *         CausalLm model = CausalLm.of(checkpoint.config(), parameters)) {
 *     float[][] noAndYes = model.lastLogits(prompts, no, yes);      // [prompt][no, yes]
 *     List<Written> answers = new Writer(model, tokenizer).write(prompts, WritingOptions.greedy(32));
 * }
 * }</pre>
 *
 * <p>What many prompts have in common is found by itself and calculated once, within a call and between calls: the prompts of a
 * call are laid out as a {@link dev.podium.torch.decoder.Plan}, a tree of runs of tokens, and each run's keys are attended to once
 * for all that stands behind it. A {@link dev.podium.torch.decoder.Session} keeps keys and values to go on from, and forks without
 * copying them.
 *
 * <p>Read next: {@link dev.podium.torch.decoder.DecoderSpec}, then {@link dev.podium.torch.decoder.Decoder}.
 */
@NullMarked
package dev.podium.torch.decoder;

import org.jspecify.annotations.NullMarked;
