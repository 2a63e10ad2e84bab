/**
 * Small files that change a large model: LoRA, bottleneck adapters, sparse deltas; laid on, taken off, exchanged.
 *
 * <p>A model is built of its checkpoint as always. Then adapters are opened on its parameters, by names of the caller's choice, and one
 * call says which of them count from here on:
 *
 * <pre>{@code
 * try (Adapters adapters = new Adapters()) {
 *     adapters.add("legal", Lora.open(legal, parameters));
 *     adapters.add("medical", Lora.open(medical, parameters));
 *     adapters.use("legal");
 *     float[][] scores = model.lastLogits(prompts, no, yes);
 *     adapters.use("legal", "medical"); // both, their changes added
 *     adapters.use();                   // the model as it was, bit for bit
 * }
 * }</pre>
 *
 * <p>A {@link dev.podium.torch.adapter.Lora} and a {@link dev.podium.torch.adapter.SparseDelta} change numbers, so they fit any
 * network. A {@link dev.podium.torch.adapter.Bottleneck} is a small network of its own at the joints of an encoder; several are
 * {@linkplain dev.podium.torch.adapter.Stack stacked}, or {@linkplain dev.podium.torch.adapter.Split split} over the tokens of a batch.
 * Files are safetensors; pickles are refused. A {@link dev.podium.torch.adapter.LearningLora} and a {@linkplain
 * dev.podium.torch.adapter.Bottleneck#begun begun} bottleneck want gradients, and become such files.
 */
@NullMarked
package dev.podium.torch.adapter;

import org.jspecify.annotations.NullMarked;
