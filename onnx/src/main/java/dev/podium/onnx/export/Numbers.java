package dev.podium.onnx.export;

import dev.podium.weights.TensorView;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.UnaryOperator;

/** How the weights of linear layers and tables are kept, and what is drawn to calculate with them. */
sealed interface Numbers permits Float32, Int8 {

    /**
     * A linear layer.
     *
     * @param input the name of its input, [..., in]
     * @return the name of its output, [..., out]
     */
    String linear(GraphDraft graph, Linear layer, String input);

    /**
     * Some rows of a table.
     *
     * @param pick draws, from the name of a tensor, the node that takes the rows out of it
     * @return the name of the rows in float32
     */
    String rows(GraphDraft graph, TensorView table, UnaryOperator<String> pick);

    /** A tensor in float32 under its own name. */
    static String plain(GraphDraft graph, TensorView tensor) {
        long[] sizes =
                tensor.shape().sizes().stream().mapToLong(Long::longValue).toArray();
        long size = tensor.shape().elements() * Float.BYTES;
        return graph.tensor(tensor.name(), ElementType.FLOAT, Payload.of(size, out -> write(tensor, out)), sizes);
    }

    /** Adds a bias, where there is one. */
    static String biased(GraphDraft graph, Linear layer, String product) {
        TensorView bias = layer.bias();
        return bias == null ? product : graph.node("Add", List.of(product, plain(graph, bias)));
    }

    private static void write(TensorView tensor, OutputStream out) throws IOException {
        int length = Math.toIntExact(tensor.shape().rowLength());
        float[] row = new float[length];
        for (long r = 0; r < tensor.shape().rows(); r++) {
            tensor.copyRows(r, 1, row, 0);
            out.write(bytes(row));
        }
    }

    /** Numbers as the file has them. */
    static byte[] bytes(float[] numbers) {
        ByteBuffer bytes = ByteBuffer.allocate(numbers.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(numbers);
        return bytes.array();
    }
}
