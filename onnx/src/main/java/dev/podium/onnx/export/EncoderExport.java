package dev.podium.onnx.export;

import dev.podium.model.ModelUnavailableException;
import dev.podium.weights.Weights;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A checkpoint of an encoder that can be written as an ONNX graph.
 *
 * <p>Source: onnx.proto3, of {@code ModelProto} ir_version (1), producer_name (2), graph (7), opset_import (8).
 */
public final class EncoderExport {

    private static final int IR_VERSION = 8; // the one that came with operator set 17
    private static final int OPERATORS = 17; // the first with LayerNormalization
    private static final int BUFFER = 1 << 20;

    private final Path checkpoint;
    private final EncoderSpec spec;

    private EncoderExport(Path checkpoint, EncoderSpec spec) {
        this.checkpoint = checkpoint;
        this.spec = spec;
    }

    /**
     * Reads what the checkpoint says it is.
     *
     * @throws ModelUnavailableException if no graph can be drawn for it; the message says why
     */
    public static EncoderExport of(Path checkpoint) throws IOException {
        return new EncoderExport(checkpoint, EncoderSpec.read(checkpoint));
    }

    /** The name of the graph's output. */
    public String output() {
        return spec.labels() ? EncoderGraph.LOGITS : EncoderGraph.VECTORS;
    }

    /**
     * Writes the graph, whole or not at all.
     *
     * @param file replaced if it is there
     * @param rounded whether linear layers and tables become int8
     */
    public void write(Path file, boolean rounded) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (Weights weights = Weights.open(checkpoint);
                Weights beside = spec.map() == null ? null : Weights.open(spec.map())) {
            Tensors tensors = new Tensors(weights, spec.family().model);
            Linear map = beside == null ? null : new Tensors(beside, "").head("linear", spec.width(), -1);
            Message model = new Message()
                    .number(1, IR_VERSION)
                    .text(2, "podium")
                    .bytes(7, new EncoderGraph(spec, tensors, map, rounded ? new Int8() : new Float32()).draw())
                    .bytes(8, new Message().text(1, "").number(2, OPERATORS))
                    .bytes(8, new Message().text(1, GraphDraft.MICROSOFT).number(2, 1));
            if (model.size() > Integer.MAX_VALUE) {
                throw new ModelUnavailableException(
                        "The graph of %s would be %,d bytes, and a protobuf file holds %,d.\nMaybe as int8."
                                .formatted(checkpoint, model.size(), Integer.MAX_VALUE));
            }
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), BUFFER)) {
                model.writeTo(out);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Copies the files beside the weights that whoever opens the graph reads. */
    public void copyCompanions(Path folder) throws IOException {
        Companions.copy(checkpoint, folder);
    }
}
