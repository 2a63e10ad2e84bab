package dev.podium.bench;

import dev.podium.torch.config.Config;
import dev.podium.torch.head.SequenceClassifier;
import dev.podium.torch.layer.Numbers;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.TensorSource;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/**
 * A cross-encoder of MiniLM-L6's shape (six layers of 384, twelve heads, 22.7 million numbers) with weights drawn by chance, so that
 * a benchmark needs no file: how long it takes does not depend on what it says.
 *
 * @param model the classifier
 * @param parameters its weights
 */
record MiniLm(SequenceClassifier model, Parameters parameters) implements AutoCloseable {

    private static final int LAYERS = 6;
    private static final int WIDTH = 384;
    private static final int INNER = 4 * WIDTH;

    /** Words of its vocabulary. */
    static final int WORDS = 30_522;

    static MiniLm of(Numbers numbers) {
        Config config = Config.of(
                "MiniLM-L6 by chance",
                JsonMapper.shared()
                        .readTree(
                                "{\"model_type\":\"bert\",\"hidden_size\":384,\"num_attention_heads\":12,\"num_hidden_layers\":6}"));
        Parameters parameters = Parameters.of(new Chance(shapes()), numbers, Device.CPU);
        return new MiniLm(SequenceClassifier.of(config, parameters), parameters);
    }

    private static Map<String, long[]> shapes() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        shapes.put("bert.embeddings.word_embeddings.weight", new long[] {WORDS, WIDTH});
        shapes.put("bert.embeddings.position_embeddings.weight", new long[] {512, WIDTH});
        shapes.put("bert.embeddings.token_type_embeddings.weight", new long[] {2, WIDTH});
        norm(shapes, "bert.embeddings.LayerNorm");
        for (int i = 0; i < LAYERS; i++) {
            String layer = "bert.encoder.layer." + i + ".";
            for (String part : List.of("query", "key", "value")) {
                linear(shapes, layer + "attention.self." + part, WIDTH, WIDTH);
            }
            linear(shapes, layer + "attention.output.dense", WIDTH, WIDTH);
            norm(shapes, layer + "attention.output.LayerNorm");
            linear(shapes, layer + "intermediate.dense", INNER, WIDTH);
            linear(shapes, layer + "output.dense", WIDTH, INNER);
            norm(shapes, layer + "output.LayerNorm");
        }
        linear(shapes, "bert.pooler.dense", WIDTH, WIDTH);
        linear(shapes, "classifier", 1, WIDTH);
        return shapes;
    }

    private static void norm(Map<String, long[]> shapes, String name) {
        shapes.put(name + ".weight", new long[] {WIDTH});
        shapes.put(name + ".bias", new long[] {WIDTH});
    }

    private static void linear(Map<String, long[]> shapes, String name, int out, int in) {
        shapes.put(name + ".weight", new long[] {out, in});
        shapes.put(name + ".bias", new long[] {out});
    }

    @Override
    public void close() {
        parameters.close();
    }

    /** Weights that keep the size of what goes through them. */
    private record Chance(Map<String, long[]> shapes) implements TensorSource {

        @Override
        public List<String> names() {
            return List.copyOf(shapes.keySet());
        }

        @Override
        public boolean has(String name) {
            return shapes.containsKey(name);
        }

        @Override
        public long[] shape(String name) {
            return Objects.requireNonNull(shapes.get(name), name);
        }

        @Override
        public Tensor read(String name) {
            try (Scope _ = Scope.open()) {
                long[] shape = shape(name);
                Tensor drawn = Tensors.normal(shape).times(shape.length == 2 ? 1 / Math.sqrt(shape[1]) : 0.1);
                return (name.endsWith("LayerNorm.weight") ? drawn.plus(1) : drawn)
                        .copy()
                        .pinned();
            }
        }
    }
}
