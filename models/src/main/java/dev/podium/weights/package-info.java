/**
 * The weights of published checkpoints, read where they lie: safetensors and GGUF, without a library for tensors.
 *
 * <p>A checkpoint is named tensors and what it says of itself. {@link dev.podium.weights.Weights} maps its files; a
 * {@link dev.podium.weights.TensorView} is one tensor's bytes in the mapping, and converts them to float32 for whoever calculates:
 *
 * <pre>{@code
 * try (Weights weights = Weights.open(Path.of("all-MiniLM-L6-v2"))) {
 *     TensorView embeddings = weights.tensor("embeddings.word_embeddings.weight");
 *     System.out.println(embeddings);                        // embeddings.word_embeddings.weight F32 [30522, 384]
 *     float[] cls = new float[384];
 *     embeddings.copyRows(101, 1, cls, 0);                   // the row of one token
 *     MemorySegment bytes = embeddings.bytes();              // the file itself, for a native library
 * }
 * }</pre>
 *
 * <p>What to know of the formats:
 *
 * <ul>
 *   <li>Shapes are torch's, outermost first, also of GGUF, which writes them the other way round. A row is the innermost dimension.
 *   <li>GGUF's types pack numbers by 32 or 256 with their scales ({@link dev.podium.weights.DType}); they are decoded row by row, to
 *       the bit as ggml does. The type is each tensor's own: a "Q4_K_M" file has four of them.
 *   <li>GGUF's names and layouts are llama.cpp's; whoever builds a model of them sees
 *       {@link dev.podium.weights.Weights#format()}. Its {@link dev.podium.weights.Metadata} is configuration and vocabulary too.
 *   <li>Pickles ({@code pytorch_model.bin}) are refused: reading one executes code of whoever made it.
 *   <li>A file is untrusted: every length, offset and count is held against the file before it is used, and a
 *       {@link dev.podium.file.BadDataException} names file, value and law.
 * </ul>
 *
 * <p>{@link dev.podium.weights.SafetensorsWriter} writes such a file, one tensor at a time. Read next: {@code dev.podium.model}, for
 * what is asked of a model once it is built.
 */
@NullMarked
package dev.podium.weights;

import org.jspecify.annotations.NullMarked;
