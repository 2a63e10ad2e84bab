package dev.podium.torch.decoder;

import dev.podium.model.ModelUnavailableException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a family of decoders does without saying so in its files.
 *
 * <p>Source: the configuration and modelling code of transformers 4.57 and 5, and of MiniCPM's own.
 */
enum Family {
    LLAMA(10_000, false, "silu"),
    MISTRAL(10_000, false, "silu"),
    SMOLLM3(2_000_000, true, "silu"),
    QWEN2(10_000, false, "silu"),
    QWEN3(10_000, false, "silu"),
    PHI3(10_000, false, "silu"),
    MINICPM(10_000, true, "silu"),
    GEMMA(10_000, true, "gelu_pytorch_tanh"),
    GEMMA2(10_000, true, "gelu_pytorch_tanh"),
    GEMMA3(1_000_000, true, "gelu_pytorch_tanh");

    /** The base of the rotation where the file has none. */
    final double theta;
    /** Whether the head is the table of embeddings where the file does not say. */
    final boolean tied;

    final String activation;

    Family(double theta, boolean tied, String activation) {
        this.theta = theta;
        this.tied = tied;
        this.activation = activation;
    }

    /** @param modelType as config.json has it */
    static Family of(String modelType) {
        return switch (modelType) {
            case "qwen2_vl", "qwen2_vl_text", "qwen2_5_vl", "qwen2_5_vl_text" -> QWEN2;
            case "gemma3_text" -> GEMMA3;
            case "cost_wise_gemma" -> GEMMA2;
            case "ministral" -> MISTRAL;
            default ->
                Arrays.stream(values())
                        .filter(family -> family.name().toLowerCase(Locale.ROOT).equals(modelType))
                        .findFirst()
                        .orElseThrow(() -> new ModelUnavailableException(
                                "The model type \"%s\" is not a decoder that is known here: %s."
                                        .formatted(modelType, names())));
        };
    }

    private static String names() {
        return Arrays.stream(values())
                .map(family -> family.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    /** Gemma keeps the weights of norms less one, scales embeddings, and ignores the older key of its activation. */
    boolean gemma() {
        return this == GEMMA || this == GEMMA2 || this == GEMMA3;
    }
}
