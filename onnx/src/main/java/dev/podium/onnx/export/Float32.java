package dev.podium.onnx.export;

import dev.podium.weights.TensorView;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.function.UnaryOperator;

/** Weights as they are. A linear layer is a product with its weights turned over, as ONNX multiplies rows by columns. */
record Float32() implements Numbers {

    @Override
    public String linear(GraphDraft graph, Linear layer, String input) {
        String turned = graph.tensor(
                layer.weight().name() + "_turned",
                ElementType.FLOAT,
                Payload.of((long) layer.in() * layer.out() * Float.BYTES, out -> write(layer, out)),
                layer.in(),
                layer.out());
        return Numbers.biased(graph, layer, graph.node("MatMul", List.of(input, turned)));
    }

    private static void write(Linear layer, OutputStream out) throws IOException {
        float[] weights = layer.weight().floats();
        float[] column = new float[layer.out()];
        for (int i = 0; i < layer.in(); i++) {
            for (int o = 0; o < column.length; o++) {
                column[o] = weights[o * layer.in() + i];
            }
            out.write(Numbers.bytes(column));
        }
    }

    @Override
    public String rows(GraphDraft graph, TensorView table, UnaryOperator<String> pick) {
        return pick.apply(Numbers.plain(graph, table));
    }
}
