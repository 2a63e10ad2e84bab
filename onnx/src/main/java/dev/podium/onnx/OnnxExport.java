package dev.podium.onnx;

import dev.podium.model.ModelUnavailableException;
import dev.podium.onnx.export.EncoderExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A checkpoint of an encoder (safetensors, {@code config.json}, {@code tokenizer.json}) as a folder that {@code onnx:} opens, without Python.
 *
 * <pre>{@code
 * OnnxExport.of(Path.of("run/best")).write(Path.of("served"), Precision.INT8);
 * try (Model model = Models.open("onnx:served")) { ... }
 * }</pre>
 *
 * <p>It exports bert, electra, roberta, xlm-roberta, camembert and distilbert: cross-encoders with their head, whose output is
 * {@code logits} [batch, labels], and bare encoders, whose output is {@code last_hidden_state} [batch, sequence, width], with the files
 * that say how their vectors are pooled; a linear map behind the pooling ({@code Dense} that does not bend) is drawn on the tokens before
 * it, which is the same. Inputs are {@code input_ids}, {@code attention_mask} and, where the family has types,
 * {@code token_type_ids}, all int64 [batch, sequence] of any size. The graph is for ONNX Runtime: attention is an operator of its own.
 *
 * <p>The same checkpoint gives the same bytes.
 *
 * @since 0.1.0
 */
public final class OnnxExport {

    private final EncoderExport export;

    private OnnxExport(EncoderExport export) {
        this.export = export;
    }

    /**
     * A checkpoint that can be exported.
     *
     * @param checkpoint its folder
     * @throws ModelUnavailableException if it is of another family, or has another head; the message says which
     * @throws IOException if its configuration cannot be read
     */
    public static OnnxExport of(Path checkpoint) throws IOException {
        return new OnnxExport(EncoderExport.of(checkpoint));
    }

    /** The name of what the graph gives: {@code logits} or {@code last_hidden_state}. */
    public String output() {
        return export.output();
    }

    /**
     * Writes {@code model.onnx}, and beside it the files of tokenizer and configuration.
     *
     * @param folder made if it is not there
     * @return the graph's file, which appears when it is whole
     * @throws ModelUnavailableException if the weights are not those that the configuration tells, or the tokenizer is missing
     * @throws IOException if a file cannot be read or written
     */
    public Path write(Path folder, Precision precision) throws IOException {
        Files.createDirectories(folder);
        export.copyCompanions(folder);
        Path file = folder.resolve("model.onnx");
        export.write(file, precision == Precision.INT8);
        return file;
    }
}
