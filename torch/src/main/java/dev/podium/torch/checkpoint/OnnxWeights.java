package dev.podium.torch.checkpoint;

import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.layer.TensorSource;
import dev.podium.torch.tensor.Kind;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The weights of an ONNX graph that was exported from PyTorch, by the names that they had there.
 *
 * <p>An exporter keeps the names of most parameters. Those of linear layers it turns over and calls {@code onnx::MatMul_123}; but the
 * product that uses one is called after the layer's place, {@code /encoder/layer.0/output/dense/MatMul}, and so names it. Weights are
 * read from within the file, float32, or bytes that ONNX Runtime's dynamic quantization left of them: {@code NAME_quantized} less {@code
 * NAME_zero_point}, times {@code NAME_scale}. What such a graph rounds beside its weights, the inputs of its products, is not rounded here.
 *
 * <p>Source: {@code onnx.proto3}, of which the fields graph (7), node (1) and initializer (5) are looked at.
 *
 * @since 0.1.0
 */
public final class OnnxWeights implements TensorSource, AutoCloseable {

    private static final int FLOAT = 1; // TensorProto.DataType
    private static final int UINT8 = 2;
    private static final int INT8 = 3;
    private static final String PRODUCT = "/MatMul";
    private static final String QUANTIZED = "_quantized";
    private static final String SCALE = "_scale";
    private static final String ZERO = "_zero_point";
    private static final ValueLayout.OfFloat FLOATS =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /**
     * A tensor in the file.
     *
     * @param turned whether it lies transposed
     */
    private record Initializer(
            List<Long> dims,
            long type,
            MemorySegment bytes,
            boolean turned,
            @Nullable Steps steps) {

        Initializer(List<Long> dims, long type, MemorySegment bytes) {
            this(dims, type, bytes, false, null);
        }

        /** Whether these are weights that can be read: floats, or bytes that say what a step is worth. */
        boolean isWeights() {
            return type == FLOAT || steps != null;
        }
    }

    /**
     * What bytes are worth.
     *
     * @param scale of all, or of each column, float32
     * @param zero the byte of 0, of all or of each column
     */
    private record Steps(MemorySegment scale, MemorySegment zero) {}

    private final Path file;
    private final Arena arena;
    private final Map<String, Initializer> tensors;

    private OnnxWeights(Path file, Arena arena, Map<String, Initializer> tensors) {
        this.file = file;
        this.arena = arena;
        this.tensors = tensors;
    }

    /**
     * Maps a graph.
     *
     * @throws ModelUnavailableException if it cannot be read, or is no ONNX graph
     */
    @SuppressWarnings("MustBeClosedChecker") // the weights close it
    public static OnnxWeights open(Path file) {
        Arena arena = Arena.ofShared();
        boolean opened = false;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MemorySegment mapped = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            OnnxWeights weights = new OnnxWeights(file, arena, graph(mapped));
            opened = true;
            return weights;
        } catch (IOException | IndexOutOfBoundsException e) {
            throw new ModelUnavailableException(
                    "The file %s cannot be read as an ONNX graph: %s.\nMaybe it was cut while copying: fetch it again."
                            .formatted(file, e.getMessage()),
                    e);
        } finally {
            if (!opened) {
                arena.close();
            }
        }
    }

    private static Map<String, Initializer> graph(MemorySegment file) {
        Map<String, Initializer> tensors = new LinkedHashMap<>();
        Map<String, String> products = new HashMap<>();
        for (Field model : Field.of(file)) {
            for (Field part : model.number() == 7 ? Field.of(model.bytes()) : List.<Field>of()) {
                if (part.number() == 1) {
                    node(part.bytes(), products);
                } else if (part.number() == 5) {
                    initializer(part.bytes(), tensors);
                }
            }
        }
        Map<String, Initializer> named = new LinkedHashMap<>();
        whole(tensors).forEach((name, tensor) -> {
            String product = products.get(name);
            if (product == null || !name.startsWith("onnx::")) {
                named.put(name, tensor);
            } else {
                String layer = product.substring(1, product.length() - PRODUCT.length())
                        .replace('/', '.');
                named.put(
                        layer + ".weight",
                        new Initializer(tensor.dims(), tensor.type(), tensor.bytes(), true, tensor.steps()));
            }
        });
        return named;
    }

    /** By the names that tensors had before they were quantized; what tells their steps is of them and no tensor by itself. */
    private static Map<String, Initializer> whole(Map<String, Initializer> tensors) {
        Map<String, Initializer> whole = new LinkedHashMap<>(tensors);
        tensors.forEach((name, tensor) -> {
            String before = without(QUANTIZED, name);
            Initializer scale = tensors.get(before + SCALE);
            Initializer zero = tensors.get(before + ZERO);
            if (!before.equals(name) && scale != null && zero != null) {
                List.of(name, before + SCALE, before + ZERO).forEach(whole::remove);
                Steps steps = new Steps(scale.bytes(), zero.bytes());
                whole.put(before, new Initializer(tensor.dims(), tensor.type(), tensor.bytes(), false, steps));
            }
        });
        return whole;
    }

    private static String without(String ending, String name) {
        return name.endsWith(ending) ? name.substring(0, name.length() - ending.length()) : name;
    }

    /** Of a product, the name by each of its inputs. */
    private static void node(MemorySegment node, Map<String, String> products) {
        List<String> inputs = new ArrayList<>();
        String name = "";
        for (Field field : Field.of(node)) {
            if (field.number() == 1) {
                inputs.add(field.text());
            } else if (field.number() == 3) {
                name = field.text();
            }
        }
        String product = without("_quant", name);
        if (product.startsWith("/") && product.endsWith(PRODUCT)) {
            for (String input : inputs) {
                products.putIfAbsent(without(QUANTIZED, input), product);
            }
        }
    }

    private static void initializer(MemorySegment tensor, Map<String, Initializer> tensors) {
        List<Long> dims = new ArrayList<>();
        long type = 0;
        String name = "";
        MemorySegment bytes = MemorySegment.NULL;
        for (Field field : Field.of(tensor)) {
            switch (field.number()) {
                case 1 -> dims.addAll(field.integers());
                case 2 -> type = field.value();
                case 8 -> name = field.text();
                case 4, 9 -> bytes = field.bytes(); // floats one after the other, packed or raw: the same bytes
                case 5 -> bytes = narrow(field.integers()); // the zero of all, as some write it
                default -> {}
            }
        }
        tensors.put(name, new Initializer(dims, type, bytes));
    }

    /** Bytes that were written as wider numbers. */
    private static MemorySegment narrow(List<Long> numbers) {
        byte[] bytes = new byte[numbers.size()];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = numbers.get(i).byteValue();
        }
        return MemorySegment.ofArray(bytes);
    }

    /** Those of weights; what else a graph keeps, such as rows of places, is counted and not learnt. */
    @Override
    public List<String> names() {
        return tensors.entrySet().stream()
                .filter(tensor -> tensor.getValue().isWeights())
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public boolean has(String name) {
        return tensors.containsKey(name);
    }

    private Initializer initializer(String name) {
        Initializer tensor = tensors.get(name);
        if (tensor == null) {
            throw new ModelUnavailableException(
                    "The graph %s has no weights \"%s\".\nMaybe it was exported by another way, or made smaller after it was."
                            .formatted(file, name));
        }
        return tensor;
    }

    @Override
    public Tensor read(String name) {
        Initializer tensor = initializer(name);
        long[] shape = tensor.dims().stream().mapToLong(Long::longValue).toArray();
        Tensor read = Tensors.empty(Kind.FLOAT32, shape).pinned();
        if (!fill(read.bytes(), read.elements(), shape.length == 0 ? 1 : shape[shape.length - 1], tensor)) {
            read.close();
            throw new ModelUnavailableException(
                    "The weights \"%s\" of %s must be float32, or bytes with a scale, within the file, and are type %d, %d bytes.\nMaybe take the graph that was not quantized."
                            .formatted(name, file, tensor.type(), tensor.bytes().byteSize()));
        }
        if (!tensor.turned()) {
            return read;
        }
        try (read) {
            return read.transpose(0, 1).contiguous().pinned();
        }
    }

    /** @param columns of the tensor @return whether the file has as many numbers, of a kind that is known */
    private static boolean fill(MemorySegment read, long elements, long columns, Initializer tensor) {
        Steps steps = tensor.steps();
        MemorySegment bytes = tensor.bytes();
        if (steps == null) {
            if (tensor.type() != FLOAT || bytes.byteSize() != elements * Float.BYTES) {
                return false;
            }
            MemorySegment.copy(bytes, 0, read, 0, bytes.byteSize());
            return true;
        }
        long scales = steps.scale().byteSize() / Float.BYTES;
        if ((tensor.type() != INT8 && tensor.type() != UINT8)
                || bytes.byteSize() != elements
                || (scales != 1 && scales != columns)
                || steps.zero().byteSize() != scales) {
            return false;
        }
        boolean signed = tensor.type() == INT8;
        for (long i = 0; i < elements; i++) {
            long column = scales == 1 ? 0 : i % columns;
            int step = number(bytes.get(ValueLayout.JAVA_BYTE, i), signed)
                    - number(steps.zero().get(ValueLayout.JAVA_BYTE, column), signed);
            float scale = steps.scale().get(FLOATS, column * Float.BYTES);
            read.setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, i, step * scale);
        }
        return true;
    }

    private static int number(byte one, boolean signed) {
        return signed ? one : Byte.toUnsignedInt(one);
    }

    @Override
    public long[] shape(String name) {
        Initializer tensor = initializer(name);
        List<Long> dims = tensor.turned() ? tensor.dims().reversed() : tensor.dims();
        return dims.stream().mapToLong(Long::longValue).toArray();
    }

    @Override
    public void close() {
        arena.close();
    }

    /**
     * A field of a protobuf message.
     *
     * @param value of a number
     * @param bytes of what has a length; of a number nothing
     */
    private record Field(int number, long value, MemorySegment bytes) {

        static List<Field> of(MemorySegment message) {
            List<Field> fields = new ArrayList<>();
            long[] at = {0};
            while (at[0] < message.byteSize()) {
                long key = number(message, at);
                int number = (int) (key >>> 3);
                switch ((int) (key & 7)) {
                    case 0 -> fields.add(new Field(number, number(message, at), MemorySegment.NULL));
                    case 1 -> at[0] += Long.BYTES;
                    case 2 -> {
                        long size = number(message, at);
                        fields.add(new Field(number, 0, message.asSlice(at[0], size)));
                        at[0] += size;
                    }
                    case 5 -> at[0] += Integer.BYTES;
                    default -> throw new IndexOutOfBoundsException("no protobuf at byte " + at[0]);
                }
            }
            return fields;
        }

        /** Seven bits a byte, the lowest first; the eighth says that there are more. */
        private static long number(MemorySegment message, long[] at) {
            long number = 0;
            for (int shift = 0; shift < 64; shift += 7) {
                byte next = message.get(ValueLayout.JAVA_BYTE, at[0]++);
                number |= (next & 0x7fL) << shift;
                if (next >= 0) {
                    return number;
                }
            }
            throw new IndexOutOfBoundsException("no end of a number at byte " + at[0]);
        }

        /** One number, or several that are packed. */
        List<Long> integers() {
            if (bytes.byteSize() == 0) {
                return List.of(value);
            }
            List<Long> integers = new ArrayList<>();
            long[] at = {0};
            while (at[0] < bytes.byteSize()) {
                integers.add(number(bytes, at));
            }
            return integers;
        }

        String text() {
            return new String(bytes.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        }
    }
}
