package dev.podium.torch;

import dev.podium.torch.tensor.Torch;
import java.io.IOException;
import java.util.List;

/**
 * What calculates beneath {@code torch:} on this machine.
 *
 * @param version of libtorch and its binding
 * @param threads of one calculation
 * @param mkl whether MKL serves the matrix products; without it they take half as long again
 * @param gpus graphics processors that are seen
 * @since 0.1.0
 */
public record TorchRuntime(String version, int threads, boolean mkl, int gpus) {

    private static final List<String> ARCHITECTURES = List.of(
            "bert",
            "roberta",
            "xlm-roberta",
            "camembert",
            "distilbert",
            "albert",
            "electra",
            "mpnet",
            "deberta-v2",
            "modernbert",
            "llama",
            "mistral",
            "smollm3",
            "qwen2",
            "qwen3",
            "phi3",
            "gemma",
            "gemma2",
            "gemma3",
            "minicpm",
            "t5",
            "mt5");

    /**
     * Loads libtorch and looks.
     *
     * @throws dev.podium.model.ModelUnavailableException if it cannot be loaded here
     */
    public static TorchRuntime here() {
        String version;
        try {
            version = Torch.version();
        } catch (IOException e) {
            version = "of unknown version";
        }
        return new TorchRuntime(version, Torch.threads(), Torch.mkl(), Torch.gpus());
    }

    /** The architectures that checkpoints may have, by their {@code model_type}. */
    public static List<String> architectures() {
        return ARCHITECTURES;
    }
}
