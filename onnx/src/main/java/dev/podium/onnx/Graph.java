package dev.podium.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.podium.model.ModelUnavailableException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * An exported encoder, run on one sequence at a time.
 *
 * <p>One sequence, and not a padded batch, because on a CPU nothing is lost by it and much is won. Measured, 1,000 mixed
 * texts on two cores: one sequence on each of two threads takes as long as the best batch on both together (and half of
 * a batch of 8,192 tokens, which falls out of the cache). Won is that a score depends on its own text alone, to the last
 * bit: in a batch the padding moves the last digits of fp32, and dynamic int8 takes its range from the whole batch.
 *
 * <p>So the session has one thread, {@link Lanes} bring the others, and memory is bounded by lanes times the longest
 * sequence. Buffers are kept and used again; the memory pattern cache, which would grow with each new length, is off.
 *
 * <p>Safe for use by several threads; must not be closed while it runs.
 */
final class Graph implements AutoCloseable {

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final String name;
    private final Map<String, Boolean> inputs; // by name: whether it is of 64 bits
    private final GraphOutput output;
    private final int maxTokens;
    private final Queue<Workspace> idle = new ConcurrentLinkedQueue<>();

    private Graph(
            OrtEnvironment environment,
            OrtSession session,
            String name,
            Map<String, Boolean> inputs,
            GraphOutput output,
            int maxTokens) {
        this.environment = environment;
        this.session = session;
        this.name = name;
        this.inputs = inputs;
        this.output = output;
        this.maxTokens = maxTokens;
    }

    /**
     * Opens a graph.
     *
     * @param file the ONNX file; weights outside it lie beside it
     * @param maxTokens the longest sequence it will be shown
     */
    static Graph open(Path file, int maxTokens) {
        OrtEnvironment environment = OnnxRuntime.environment();
        try (var options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setMemoryPatternOptimization(false);
            // The arena stays at lanes times the longest sequence, because nothing here runs in batches. Without it the
            // C
            // library's allocator, fed with all lengths in turn, grew a quarter larger and was a tenth slower.
            options.setCPUArenaAllocator(true);
            OrtSession session = environment.createSession(file.toString(), options);
            try {
                return new Graph(
                        environment,
                        session,
                        file.toString(),
                        inputs(session, file),
                        GraphOutput.of(session, file),
                        maxTokens);
            } catch (OrtException | RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (OrtException e) {
            throw new ModelUnavailableException(
                    "The file \"%s\" cannot be opened as an ONNX graph: %s.\nMaybe it was cut while copying, or is a pointer of Git LFS: fetch it again."
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    private static Map<String, Boolean> inputs(OrtSession session, Path file) throws OrtException {
        Map<String, Boolean> inputs = new LinkedHashMap<>();
        for (Map.Entry<String, NodeInfo> input : session.getInputInfo().entrySet()) {
            String name = input.getKey();
            OnnxJavaType type =
                    input.getValue().getInfo() instanceof TensorInfo tensor ? tensor.type : OnnxJavaType.UNKNOWN;
            switch (name) {
                case "input_ids", "attention_mask", "token_type_ids", "position_ids" -> {
                    if (type != OnnxJavaType.INT64 && type != OnnxJavaType.INT32) {
                        throw refused(file, "its input \"%s\" is of type %s, not int64 or int32".formatted(name, type));
                    }
                    inputs.put(name, type == OnnxJavaType.INT64);
                }
                default ->
                    throw refused(
                            file,
                            "it wants an input \"%s\", and an encoder has input_ids, attention_mask, token_type_ids and position_ids only"
                                    .formatted(name));
            }
        }
        if (!inputs.containsKey("input_ids")) {
            throw refused(file, "it has no input \"input_ids\"");
        }
        return inputs;
    }

    static ModelUnavailableException refused(Path file, String cause) {
        return new ModelUnavailableException(
                "The ONNX graph \"%s\" is not one this back end can run: %s.\nMaybe export it again for sequence classification or feature extraction."
                        .formatted(file, cause));
    }

    /** What it gives. */
    GraphOutput output() {
        return output;
    }

    /** Whether it is shown token types. */
    boolean takesTypes() {
        return inputs.containsKey("token_type_ids");
    }

    /**
     * Runs one sequence.
     *
     * @param reader is shown the output, row by row, and must not keep it
     */
    <T> T run(Template.Sequence sequence, Function<FloatBuffer, T> reader) {
        Workspace polled = idle.poll();
        Workspace workspace = polled == null ? new Workspace() : polled;
        try {
            return workspace.run(sequence, reader);
        } catch (OrtException e) {
            throw new ModelUnavailableException(
                    "The model \"%s\" failed on a sequence of %d tokens: %s.\nMaybe its graph was exported for another length."
                            .formatted(name, sequence.tokens().length, e.getMessage()),
                    e);
        } finally {
            idle.add(workspace);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new ModelUnavailableException("The model \"%s\" could not be closed.".formatted(name), e);
        }
        idle.clear();
    }

    /** Buffers for one sequence, of the size of the longest that came by. */
    private final class Workspace {
        private int capacity;
        private final Map<String, ByteBuffer> values = new HashMap<>();
        private FloatBuffer result = FloatBuffer.allocate(0);

        <T> T run(Template.Sequence sequence, Function<FloatBuffer, T> reader) throws OrtException {
            int length = sequence.tokens().length;
            reserve(length);
            Map<String, OnnxTensor> fed = new HashMap<>();
            try {
                for (Map.Entry<String, Boolean> input : inputs.entrySet()) {
                    fed.put(input.getKey(), tensor(input.getKey(), input.getValue(), sequence));
                }
                if (!output.direct()) {
                    try (OrtSession.Result answer = session.run(fed, java.util.Set.of(output.name()))) {
                        return reader.apply(((OnnxTensor) answer.get(0)).getFloatBuffer());
                    }
                }
                long[] shape = output.kind() == GraphOutput.Kind.TOKENS
                        ? new long[] {1, length, output.width()}
                        : new long[] {1, output.width()};
                FloatBuffer place = result.clear()
                        .limit(Math.toIntExact(
                                output.kind() == GraphOutput.Kind.TOKENS
                                        ? (long) length * output.width()
                                        : output.width()));
                try (OnnxTensor written = OnnxTensor.createTensor(environment, place, shape);
                        OrtSession.Result _ = session.run(fed, Map.of(output.name(), written))) {
                    return reader.apply(place.rewind());
                }
            } finally {
                fed.values().forEach(OnnxTensor::close);
            }
        }

        private void reserve(int length) {
            if (length <= capacity) {
                return;
            }
            // Doubled, so that rising lengths do not allocate each time: direct memory is freed late.
            capacity = Math.min(Math.max(maxTokens, length), Math.max(length, 2 * capacity));
            for (Map.Entry<String, Boolean> input : inputs.entrySet()) {
                ByteBuffer value = ByteBuffer.allocateDirect(capacity * (input.getValue() ? Long.BYTES : Integer.BYTES))
                        .order(ByteOrder.nativeOrder());
                for (int i = 0; i < capacity; i++) {
                    put(value, input.getValue(), i, input.getKey().equals("position_ids") ? i : 1);
                }
                values.put(input.getKey(), value);
            }
            if (output.direct()) {
                long floats =
                        output.kind() == GraphOutput.Kind.TOKENS ? (long) capacity * output.width() : output.width();
                result = ByteBuffer.allocateDirect(Math.toIntExact(floats * Float.BYTES))
                        .order(ByteOrder.nativeOrder())
                        .asFloatBuffer();
            }
        }

        private OnnxTensor tensor(String input, boolean wide, Template.Sequence sequence) throws OrtException {
            ByteBuffer value = java.util.Objects.requireNonNull(values.get(input));
            int length = sequence.tokens().length;
            int[] given = switch (input) {
                case "input_ids" -> sequence.tokens();
                case "token_type_ids" -> sequence.types();
                default -> NOTHING; // all ones, or positions: written once
            };
            for (int i = 0; i < given.length; i++) {
                put(value, wide, i, given[i]);
            }
            long[] shape = {1, length};
            value.clear();
            return wide
                    ? OnnxTensor.createTensor(environment, value.asLongBuffer().limit(length), shape)
                    : OnnxTensor.createTensor(environment, value.asIntBuffer().limit(length), shape);
        }

        private static void put(ByteBuffer value, boolean wide, int i, int number) {
            if (wide) {
                value.putLong(i * Long.BYTES, number);
            } else {
                value.putInt(i * Integer.BYTES, number);
            }
        }
    }

    private static final int[] NOTHING = {};
}
