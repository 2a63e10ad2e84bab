package dev.podium.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The output of a graph that is read, chosen by the names that exporters give.
 *
 * @param name as the graph names it
 * @param kind what it holds
 * @param width its last dimension; -1 if the graph does not say
 * @param direct whether it is fp32 and of known width, so that it can be written to a buffer of ours
 */
record GraphOutput(String name, Kind kind, int width, boolean direct) {

    /** What an output holds. */
    enum Kind {
        /** Scores of a pair, [1][label]. */
        SCORES,
        /** One vector a token, [1][token][dimension]. */
        TOKENS,
        /** One vector a text, [1][dimension]. */
        TEXT
    }

    // A text's own vector is the whole pipeline inside the graph, so it goes before the tokens it was made of.
    private static final List<String> KNOWN =
            List.of("logits", "scores", "sentence_embedding", "last_hidden_state", "token_embeddings");

    /** Chooses. */
    static GraphOutput of(OrtSession session, Path file) throws OrtException {
        Map<String, TensorInfo> outputs = new LinkedHashMap<>();
        for (Map.Entry<String, NodeInfo> output : session.getOutputInfo().entrySet()) {
            if (output.getValue().getInfo() instanceof TensorInfo tensor) {
                outputs.put(output.getKey(), tensor);
            }
        }
        for (String name : KNOWN) {
            TensorInfo tensor = outputs.get(name);
            if (tensor != null) {
                return of(name, kind(name, tensor, file), tensor);
            }
        }
        if (outputs.size() == 1) {
            Map.Entry<String, TensorInfo> only = outputs.entrySet().iterator().next();
            if (only.getValue().getShape().length == 3) {
                return of(only.getKey(), Kind.TOKENS, only.getValue());
            }
        }
        throw Graph.refused(file, "its outputs %s are none of %s".formatted(outputs.keySet(), KNOWN));
    }

    private static Kind kind(String name, TensorInfo tensor, Path file) {
        if (!name.equals("logits") && !name.equals("scores")) {
            return name.equals("sentence_embedding") ? Kind.TEXT : Kind.TOKENS;
        }
        if (tensor.getShape().length == 3) {
            throw Graph.refused(
                    file,
                    "its logits are of shape [text][token][vocabulary]: it is a language model, not a cross-encoder");
        }
        return Kind.SCORES;
    }

    private static GraphOutput of(String name, Kind kind, TensorInfo tensor) {
        long[] shape = tensor.getShape();
        int width = shape.length == 0 ? -1 : (int) shape[shape.length - 1];
        return new GraphOutput(name, kind, width, width > 0 && tensor.type == OnnxJavaType.FLOAT);
    }
}
