package dev.podium.onnx.export;

import dev.podium.model.ModelUnavailableException;
import dev.podium.weights.TensorView;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Weights of one byte: each output channel of a linear layer, and each row of a table, is rounded to -127..127 times a scale of its own.
 *
 * <p>The inputs of a linear layer are rounded to 0..255 when it runs, by the range of the whole input, so a number depends on all that
 * is in one call. Layers that read one input share its rounding.
 *
 * <p>Source: dynamic quantization as ONNX Runtime's own tool does it, symmetric and by channel. Departs from it in tables, which it rounds
 * with one scale each: a scale a row costs four bytes and keeps rare words, whose vectors are short, apart.
 *
 * <p>The nodes are those of the standard. ONNX Runtime puts them together: the rounding, the product, the scales and the bias of a layer
 * become one {@code DynamicQuantizeMatMul}, or a {@code MatMulIntegerToFloat} where layers share the rounding.
 */
final class Int8 implements Numbers {

    private static final int MOST = 127; // symmetric: -128 has no counterpart

    private final Map<String, List<String>> rounded = new HashMap<>();

    @Override
    public String linear(GraphDraft graph, Linear layer, String input) {
        List<String> quantized = rounded.computeIfAbsent(
                input, name -> graph.node("", "DynamicQuantizeLinear", 3, List.of(name))); // numbers, scale, zero
        float[] scales = scales(layer.weight());
        String name = layer.weight().name();
        String weights = graph.tensor(
                name + "_quantized",
                ElementType.INT8,
                Payload.of((long) layer.in() * layer.out(), out -> writeTurned(layer, scales, out)),
                layer.in(),
                layer.out());
        String product = graph.node(
                "Cast",
                List.of(graph.node("MatMulInteger", List.of(quantized.get(0), weights, quantized.get(2)))),
                Attribute.of("to", ElementType.FLOAT.code));
        String scale = graph.node("Mul", List.of(quantized.get(1), scaleTensor(graph, name, scales, scales.length)));
        return Numbers.biased(graph, layer, graph.node("Mul", List.of(product, scale)));
    }

    @Override
    public String rows(GraphDraft graph, TensorView table, UnaryOperator<String> pick) {
        float[] scales = scales(table);
        String numbers = graph.tensor(
                table.name() + "_quantized",
                ElementType.INT8,
                Payload.of(table.shape().elements(), out -> write(table, scales, out)),
                table.shape().rows(),
                table.shape().rowLength());
        String picked = graph.node("Cast", List.of(pick.apply(numbers)), Attribute.of("to", ElementType.FLOAT.code));
        String scale = scaleTensor(graph, table.name(), scales, scales.length, 1);
        return graph.node("Mul", List.of(picked, pick.apply(scale)));
    }

    private static String scaleTensor(GraphDraft graph, String name, float[] scales, long... sizes) {
        return graph.tensor(name + "_scale", ElementType.FLOAT, Payload.of(Numbers.bytes(scales)), sizes);
    }

    /** Of each row: what its largest number is 127 times of. */
    private static float[] scales(TensorView matrix) {
        float[] scales = new float[Math.toIntExact(matrix.shape().rows())];
        float[] row = new float[Math.toIntExact(matrix.shape().rowLength())];
        for (int r = 0; r < scales.length; r++) {
            matrix.copyRows(r, 1, row, 0);
            float largest = 0;
            for (float number : row) {
                if (!Float.isFinite(number)) {
                    throw new ModelUnavailableException(
                            "The tensor \"%s\" holds %s in row %d, which no scale rounds.\nMaybe training went wrong: look at its log."
                                    .formatted(matrix.name(), number, r));
                }
                largest = Math.max(largest, Math.abs(number));
            }
            scales[r] = largest == 0 ? 1 : Math.max(largest / MOST, Float.MIN_NORMAL);
        }
        return scales;
    }

    private static byte rounded(float number, float scale) {
        return (byte) Math.clamp(Math.rint((double) number / scale), -MOST, MOST); // ties to even, as the reference
    }

    private static void write(TensorView table, float[] scales, OutputStream out) throws IOException {
        float[] row = new float[Math.toIntExact(table.shape().rowLength())];
        byte[] bytes = new byte[row.length];
        for (int r = 0; r < scales.length; r++) {
            table.copyRows(r, 1, row, 0);
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = rounded(row[i], scales[r]);
            }
            out.write(bytes);
        }
    }

    private static void writeTurned(Linear layer, float[] scales, OutputStream out) throws IOException {
        float[] weights = layer.weight().floats();
        byte[] column = new byte[scales.length];
        for (int i = 0; i < layer.in(); i++) {
            for (int o = 0; o < column.length; o++) {
                column[o] = rounded(weights[o * layer.in() + i], scales[o]);
            }
            out.write(column);
        }
    }
}
