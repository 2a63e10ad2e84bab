package dev.podium.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A graph that was written, run as anybody would who has ONNX Runtime. */
final class Exported implements AutoCloseable {

    private final OrtEnvironment environment = OnnxRuntime.environment();
    private final OrtSession session;

    Exported(Path graph) throws OrtException {
        this(graph, new OrtSession.SessionOptions());
    }

    Exported(Path graph, OrtSession.SessionOptions options) throws OrtException {
        try (options) {
            session = environment.createSession(graph.toString(), options);
        }
    }

    /**
     * Texts in one batch, the shorter ones filled up.
     *
     * @param filling the token that fills up
     * @return logits, [text][label]
     */
    float[][] logits(List<Tokens> texts, int filling) throws OrtException {
        int longest = texts.stream().mapToInt(text -> text.ids().size()).max().orElseThrow();
        LongBuffer ids = LongBuffer.allocate(texts.size() * longest);
        LongBuffer mask = LongBuffer.allocate(texts.size() * longest);
        LongBuffer types = LongBuffer.allocate(texts.size() * longest);
        for (Tokens text : texts) {
            for (int i = 0; i < longest; i++) {
                boolean there = i < text.ids().size();
                ids.put(there ? text.ids().get(i) : filling);
                types.put(i < text.types().size() ? text.types().get(i) : 0);
                mask.put(there ? 1 : 0);
            }
        }
        Map<String, OnnxTensor> fed = new HashMap<>();
        Map<String, LongBuffer> values = Map.of("input_ids", ids, "attention_mask", mask, "token_type_ids", types);
        try {
            for (String input : session.getInputNames()) {
                fed.put(
                        input,
                        OnnxTensor.createTensor(
                                environment,
                                Objects.requireNonNull(values.get(input)).rewind(),
                                new long[] {texts.size(), longest}));
            }
            try (OrtSession.Result result = session.run(fed)) {
                return (float[][]) result.get(0).getValue();
            }
        } finally {
            fed.values().forEach(OnnxTensor::close);
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }

    /**
     * A text as a model sees it.
     *
     * @param types one a token; none where the model has no types
     */
    record Tokens(List<Integer> ids, List<Integer> types) {}
}
