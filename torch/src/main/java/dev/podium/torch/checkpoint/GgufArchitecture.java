package dev.podium.torch.checkpoint;

import dev.podium.model.ModelUnavailableException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The kinds of GGUF files that are read, by their {@code general.architecture}. */
enum GgufArchitecture {
    /** Llama and what is built like it, such as Mistral and SmolLM2. */
    LLAMA,
    QWEN2,
    QWEN3,
    GEMMA,
    GEMMA2,
    GEMMA3,
    PHI3,
    BERT;

    /** @throws ModelUnavailableException if it is none of them */
    static GgufArchitecture parse(String name, Object file) {
        return Arrays.stream(values())
                .filter(one -> one.prefix().equals(name))
                .findFirst()
                .orElseThrow(() -> new ModelUnavailableException(
                        "The architecture of %s (\"%s\") must be one of %s.\nMaybe open the safetensors of the same model."
                                .formatted(
                                        file,
                                        name,
                                        Arrays.stream(values())
                                                .map(GgufArchitecture::prefix)
                                                .collect(Collectors.joining(", ")))));
    }

    /** What the keys of its hyperparameters begin with. */
    String prefix() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Rows of queries and keys are stored so that what is turned together stands side by side. */
    boolean turnsNeighbours() {
        return this == LLAMA;
    }

    /** Weights of norms are stored with the one added that the reference implementation adds as it calculates. */
    boolean normsWithOne() {
        return this == GEMMA || this == GEMMA2 || this == GEMMA3;
    }
}
