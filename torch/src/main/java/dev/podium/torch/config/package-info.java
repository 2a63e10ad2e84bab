/**
 * What checkpoints say of themselves: {@code config.json} in the keys of several generations.
 *
 * <pre>{@code
 * Config config = Config.read(folder.resolve("config.json"));
 * int width = config.integer("hidden_size", "d_model");
 * double epsilon = config.realOr(1e-12, "layer_norm_eps");
 * }</pre>
 */
@NullMarked
package dev.podium.torch.config;

import org.jspecify.annotations.NullMarked;
