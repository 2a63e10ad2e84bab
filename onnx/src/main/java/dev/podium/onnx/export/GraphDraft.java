package dev.podium.onnx.export;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * A graph that is being drawn, node by node, each after those it needs.
 *
 * <p>Values are known by name. Names of values that nodes give are counted by operator ({@code /Add_3}), so one model always gives one
 * file. A tensor that is put twice under one name is written once.
 *
 * <p>Source: onnx.proto3, of {@code GraphProto} node (1), name (2), initializer (5), input (11) and output (12).
 */
final class GraphDraft {

    /** Operators of ONNX Runtime that the standard has not. */
    static final String MICROSOFT = "com.microsoft";

    private final String prefix;
    private final Message message = new Message();
    private final Map<String, Integer> counts = new HashMap<>();
    private final Set<String> tensors = new HashSet<>();

    /** @param name of the graph; of a branch within another graph one that no other branch has */
    GraphDraft(String name) {
        prefix = name + "/";
        message.text(2, name);
    }

    Message message() {
        return message;
    }

    /** A node of the standard's operators that gives one value, whose name is returned. */
    String node(String operator, List<String> inputs, Attribute... attributes) {
        return node("", operator, 1, inputs, attributes).getFirst();
    }

    /** A node of ONNX Runtime's own operators that gives one value, whose name is returned. */
    String ownNode(String operator, List<String> inputs, Attribute... attributes) {
        return node(MICROSOFT, operator, 1, inputs, attributes).getFirst();
    }

    /**
     * A node.
     *
     * @param outputs how many values it gives
     * @param inputs names; an empty one for an input that is left out
     * @return the names of what it gives
     */
    List<String> node(String domain, String operator, int outputs, List<String> inputs, Attribute... attributes) {
        String name = prefix + operator + "_" + counts.merge(operator, 1, Integer::sum);
        List<String> given = outputs == 1
                ? List.of(name)
                : IntStream.range(0, outputs).mapToObj(i -> name + "." + i).toList();
        Message node = new Message();
        inputs.forEach(input -> node.text(1, input));
        given.forEach(output -> node.text(2, output));
        node.text(3, name).text(4, operator);
        for (Attribute attribute : attributes) {
            node.bytes(5, attribute.message());
        }
        if (!domain.isEmpty()) {
            node.text(7, domain);
        }
        message.bytes(1, node);
        return given;
    }

    /** Weights. @return the name */
    String tensor(String name, ElementType type, Payload bytes, long... sizes) {
        if (tensors.add(name)) {
            long wanted = LongStream.of(sizes).reduce(type.bytes, Math::multiplyExact);
            if (bytes.size() != wanted) {
                throw new IllegalArgumentException("The bytes of \"%s\" (%d) must be %d, as its shape says."
                        .formatted(name, bytes.size(), wanted));
            }
            Message tensor = new Message();
            for (long size : sizes) {
                tensor.number(1, size);
            }
            message.bytes(5, tensor.number(2, type.code).text(8, name).bytes(9, bytes));
        }
        return name;
    }

    /** A number as a tensor without dimensions. */
    String scalar(double value) {
        byte[] bytes = ByteBuffer.allocate(Float.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat((float) value)
                .array();
        return tensor("constant/" + (float) value, ElementType.FLOAT, Payload.of(bytes));
    }

    /** Whole numbers as a tensor of one dimension. */
    String numbers(long... values) {
        return tensor(
                "constant/" + Arrays.toString(values).replace(" ", ""),
                ElementType.INT64,
                longs(values),
                values.length);
    }

    /** A whole number as a tensor without dimensions. */
    String number(long value) {
        return tensor("constant/" + value, ElementType.INT64, longs(value));
    }

    private static Payload longs(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            bytes.putLong(value);
        }
        return Payload.of(bytes.array());
    }

    /** What the graph is given. @param dims a size, or a name for one that is known later */
    String input(String name, ElementType type, Object... dims) {
        message.bytes(11, value(name, shaped(type, dims)));
        return name;
    }

    /** Gives a value to whoever runs the graph, under a name and of a shape that are told. */
    void give(String value, String name, ElementType type, Object... dims) {
        message.bytes(
                1, new Message().text(1, value).text(2, name).text(3, name).text(4, "Identity"));
        message.bytes(12, value(name, shaped(type, dims)));
    }

    /** Gives a value of a branch to the graph around it, which finds out the shape. */
    void give(String value, ElementType type) {
        message.bytes(12, value(value, new Message().number(1, type.code)));
    }

    private static Message value(String name, Message tensor) {
        return new Message().text(1, name).bytes(2, new Message().bytes(1, tensor));
    }

    private static Message shaped(ElementType type, Object... dims) {
        Message shape = new Message();
        for (Object dim : dims) {
            shape.bytes(
                    1,
                    dim instanceof Integer size
                            ? new Message().number(1, size)
                            : new Message().text(2, dim.toString()));
        }
        return new Message().number(1, type.code).bytes(2, shape);
    }
}
