/**
 * From a checkpoint to an ONNX graph: an encoder drawn node by node, its weights as they are or rounded to int8, in protobuf by hand.
 *
 * <p>{@link dev.podium.onnx.export.EncoderExport} is the way in. What it does, from the outside inwards:
 *
 * <pre>{@code
 * EncoderSpec spec = EncoderSpec.read(checkpoint);                      // what config.json says: family, width, head
 * Tensors tensors = new Tensors(weights, spec.family().model);          // by name, of the shape that is asked for
 * Message graph = new EncoderGraph(spec, tensors, new Int8()).draw();   // nodes, and tensors that are made when written
 * new Message().number(1, 8).bytes(7, graph).writeTo(out);
 * }</pre>
 *
 * <p>An {@code EncoderGraph} knows encoders and no bytes, {@code Numbers} ({@code Float32}, {@code Int8}) how weights are kept, a
 * {@code GraphDraft} what a graph of ONNX is, a {@code Message} what protobuf is. The package is hidden from other modules, which have
 * {@code dev.podium.onnx.OnnxExport}.
 */
@NullMarked
package dev.podium.onnx.export;

import org.jspecify.annotations.NullMarked;
