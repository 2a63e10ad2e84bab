/**
 * What networks are built of: parameters by name, linear layers, norms, activations, packings of sequences.
 *
 * <p>{@link dev.podium.torch.layer.Parameters} hands out what a checkpoint holds; a layer takes what it needs and is a function of
 * tensors from then on:
 *
 * <pre>{@code
 * Parameters block = parameters.at("encoder.layer.0");
 * Linear query = block.linear("attention.self.query");
 * LayerNorm norm = block.layerNorm("attention.output.LayerNorm", 1e-12);
 * Tensor y = norm.of(query.of(x));
 * }</pre>
 *
 * <p>Batches are {@linkplain dev.podium.torch.layer.Packing packed}: sequences end to end, no padding. Whoever wants to see what a
 * network does inside gives an {@link dev.podium.torch.layer.Observer}.
 */
@NullMarked
package dev.podium.torch.layer;

import org.jspecify.annotations.NullMarked;
