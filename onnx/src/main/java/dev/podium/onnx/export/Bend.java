package dev.podium.onnx.export;

import dev.podium.model.ModelUnavailableException;
import java.nio.file.Path;
import java.util.List;

/** What stands between two linear layers. */
enum Bend {
    /** {@code x Phi(x)} by the error function. */
    GELU,
    /** The same, nearly, by the hyperbolic tangent. */
    GELU_TANH,
    RELU,
    /** {@code x sigmoid(x)}. */
    SILU,
    TANH;

    /** By the names of {@code config.json}. */
    static Bend named(String name, Path file) {
        return switch (name) {
            case "gelu", "gelu_python" -> GELU;
            case "gelu_new", "gelu_pytorch_tanh", "gelu_fast", "gelu_accurate" -> GELU_TANH;
            case "relu" -> RELU;
            case "silu", "swish" -> SILU;
            case "tanh" -> TANH;
            default ->
                throw new ModelUnavailableException(
                        "The activation \"%s\" (%s) cannot be exported: gelu, gelu_new, relu, silu and tanh can.\nMaybe serve the checkpoint as it is, by torch:."
                                .formatted(name, file));
        };
    }

    /** Draws it. The steps of GELU are those that ONNX Runtime knows and puts together again into one. */
    String of(GraphDraft graph, String x) {
        return switch (this) {
            case GELU -> {
                String erf = graph.node("Erf", List.of(graph.node("Div", List.of(x, graph.scalar(Math.sqrt(2))))));
                String both = graph.node("Mul", List.of(x, graph.node("Add", List.of(erf, graph.scalar(1)))));
                yield graph.node("Mul", List.of(both, graph.scalar(0.5)));
            }
            case GELU_TANH -> {
                String cube = graph.node("Pow", List.of(x, graph.scalar(3)));
                String inner = graph.node("Add", List.of(x, graph.node("Mul", List.of(cube, graph.scalar(0.044715)))));
                String scaled = graph.node("Mul", List.of(inner, graph.scalar(Math.sqrt(2 / Math.PI))));
                String tanh = graph.node("Tanh", List.of(scaled));
                String half = graph.node("Mul", List.of(x, graph.scalar(0.5)));
                yield graph.node("Mul", List.of(half, graph.node("Add", List.of(tanh, graph.scalar(1)))));
            }
            case RELU -> graph.node("Relu", List.of(x));
            case SILU -> graph.node("Mul", List.of(x, graph.node("Sigmoid", List.of(x))));
            case TANH -> graph.node("Tanh", List.of(x));
        };
    }
}
