/**
 * Encoders that were exported to ONNX, run on the CPU: the model behind a first score on a fresh machine.
 *
 * <p>This back end answers two capabilities, pair scoring (cross-encoders) and embedding (bi-encoders), from a folder that
 * holds {@code model.onnx} and {@code tokenizer.json}. {@link dev.podium.onnx.OnnxExport} writes such a folder from a checkpoint. Read {@code dev.podium.model} first: it says what a capability is.
 */
@NullMarked
package dev.podium.onnx;

import org.jspecify.annotations.NullMarked;
