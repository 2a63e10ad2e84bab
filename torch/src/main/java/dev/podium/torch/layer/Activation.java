package dev.podium.torch.layer;

import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.tensor.Functional;
import dev.podium.torch.tensor.Tensor;
import java.util.Locale;

/**
 * The bend between two linear layers, by any of the names that checkpoints use.
 *
 * @since 0.1.0
 */
public enum Activation {
    /** {@code x Phi(x)} by the error function. */
    GELU,
    /** The same, nearly, by the hyperbolic tangent. */
    GELU_TANH,
    /** {@code x sigmoid(1.702 x)}. */
    QUICK_GELU,
    /** {@code max(x, 0)}. */
    RELU,
    /** {@code x sigmoid(x)}. */
    SILU,
    /** The hyperbolic tangent. */
    TANH,
    /** {@code 1 / (1 + exp(-x))}. */
    SIGMOID,
    /** {@code x}. */
    IDENTITY;

    /**
     * Reads a name of {@code config.json} ({@code gelu_new}) or a class of torch ({@code torch.nn.modules.activation.Tanh}).
     *
     * @throws ModelUnavailableException if nobody here knows it
     */
    public static Activation parse(String name) {
        String last = name.substring(name.lastIndexOf('.') + 1);
        return switch (last.toLowerCase(Locale.ROOT)) {
            case "gelu", "gelu_python" -> GELU;
            case "gelu_new", "gelu_pytorch_tanh", "gelu_fast", "gelu_accurate", "gelu_python_tanh" -> GELU_TANH;
            case "quick_gelu" -> QUICK_GELU;
            case "relu" -> RELU;
            case "silu", "swish" -> SILU;
            case "tanh" -> TANH;
            case "sigmoid" -> SIGMOID;
            case "identity", "linear" -> IDENTITY;
            default ->
                throw new ModelUnavailableException(
                        "The activation \"%s\" is not one that is known here: gelu, gelu_new, quick_gelu, relu, silu, tanh, sigmoid, identity."
                                .formatted(name));
        };
    }

    /** The activation of each number. */
    public Tensor of(Tensor x) {
        return switch (this) {
            case GELU -> Functional.gelu(x);
            case GELU_TANH -> Functional.geluTanh(x);
            case QUICK_GELU -> x.times(x.times(1.702).sigmoid());
            case RELU -> x.relu();
            case SILU -> Functional.silu(x);
            case TANH -> x.tanh();
            case SIGMOID -> x.sigmoid();
            case IDENTITY -> x;
        };
    }
}
