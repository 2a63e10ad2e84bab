package dev.podium.cli.training;

import dev.podium.model.Embedded;
import dev.podium.model.Embedding;
import dev.podium.model.Embedding.Role;
import dev.podium.train.data.Shuffled;
import dev.podium.train.leaf.NarrowMap;
import dev.podium.train.leaf.Ridge;
import dev.podium.train.leaf.TaughtText;
import dev.podium.train.leaf.TeacherSpace;
import dev.podium.weights.DType;
import dev.podium.weights.SafetensorsWriter;
import dev.podium.weights.Shape;
import dev.podium.weights.TensorPlan;
import dev.podium.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The folder of an embedder with a linear map behind its pooling, into the space of its teachers and, when all is learnt, back to as many
 * numbers as its own vectors have.
 */
final class StudentFolder {

    /** Texts by which the map is begun: some twenty for each number of a vector, so the penalty hardly matters. */
    private static final int SAMPLE = 8192;

    private static final int TOGETHER = 256;
    private static final double PENALTY = 1e-3;
    private static final String MODULES = "modules.json";
    private static final String WEIGHT = "linear.weight";
    private static final String BIAS = "linear.bias";
    private static final JsonMapper JSON = JsonMapper.shared();

    private StudentFolder() {}

    /**
     * Writes a copy of a base with the best map that there is before the base has learnt anything.
     *
     * @param model the base, to embed with
     * @param watch is told how many of {@link #sample} are embedded
     */
    static void write(Path base, Embedding model, TeacherSpace space, Path student, LongConsumer watch)
            throws IOException {
        Path list = base.resolve(MODULES);
        if (!Files.isRegularFile(list)) {
            throw new IllegalArgumentException(
                    "The base %s has no modules.json, which says how its vectors are pooled.\nMaybe base/minilm, which recipes/get-models fetches."
                            .formatted(base));
        }
        Files.deleteIfExists(student.resolve(MODULES)); // written last, so that a folder which has it is whole
        copy(base, student);
        JsonNode modules = JSON.readTree(list);
        String dense = modules.size() + "_Dense";
        writeDense(student.resolve(dense), map(model, space, watch));
        writeJson(student.resolve(MODULES), with(modules, dense));
    }

    private static void writeJson(Path file, JsonNode json) throws IOException {
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n");
    }

    /** Whether it was written to its end. */
    static boolean isThere(Path student) {
        return Files.exists(student.resolve(MODULES));
    }

    /** How many texts are embedded to begin the map. */
    static int sample(TeacherSpace space) {
        return Math.min(SAMPLE, space.texts().size());
    }

    private static float[][] map(Embedding model, TeacherSpace space, LongConsumer watch) {
        int[] places = Arrays.copyOf(Shuffled.order(space.texts().size(), 1), sample(space));
        Ridge ridge = new Ridge(model.dimensions() + 1, space.dimensions());
        long done = 0;
        for (Role role : Role.values()) {
            List<Integer> own = Arrays.stream(places)
                    .boxed()
                    .filter(place -> space.texts().get(place).role() == role)
                    .toList();
            for (int from = 0; from < own.size(); from += TOGETHER) {
                List<Integer> part = own.subList(from, Math.min(own.size(), from + TOGETHER));
                List<String> texts = part.stream()
                        .map(place -> space.texts().get(place))
                        .map(TaughtText::text)
                        .toList();
                List<Embedded> made = model.embed(texts, role);
                for (int i = 0; i < part.size(); i++) {
                    float[] vector = Arrays.copyOf(made.get(i).vector(), model.dimensions() + 1);
                    vector[model.dimensions()] = 1; // for the bias
                    ridge.add(vector, space.vector(part.get(i)));
                }
                done += part.size();
                watch.accept(done);
            }
        }
        return ridge.map(PENALTY);
    }

    /** The modules with one more before Normalize, or at the end. @param path of its folder */
    private static ArrayNode with(JsonNode modules, String path) {
        ArrayNode changed = JSON.createArrayNode();
        ObjectNode dense = JSON.createObjectNode();
        dense.put("path", path).put("type", "sentence_transformers.models.Dense");
        boolean placed = false;
        for (JsonNode module : modules) {
            if (module.path("type").asString("").endsWith(".Normalize")) {
                changed.add(dense);
                placed = true;
            }
            changed.add(module);
        }
        if (!placed) {
            changed.add(dense);
        }
        for (int i = 0; i < changed.size(); i++) {
            ((ObjectNode) changed.get(i)).put("idx", i).put("name", Integer.toString(i));
        }
        return changed;
    }

    /** @param map [out][in + 1], its last column the bias */
    private static void writeDense(Path folder, float[][] map) throws IOException {
        int in = map[0].length - 1;
        Files.createDirectories(folder);
        ObjectNode config = JSON.createObjectNode();
        config.put("in_features", in)
                .put("out_features", map.length)
                .put("bias", true)
                .put("activation_function", "torch.nn.modules.linear.Identity");
        writeJson(folder.resolve("config.json"), config);
        float[] weight = new float[map.length * in];
        float[] bias = new float[map.length];
        for (int row = 0; row < map.length; row++) {
            System.arraycopy(map[row], 0, weight, row * in, in);
            bias[row] = map[row][in];
        }
        List<TensorPlan> plan = List.of(
                new TensorPlan(WEIGHT, DType.F32, Shape.of(map.length, in)),
                new TensorPlan(BIAS, DType.F32, Shape.of(map.length)));
        try (SafetensorsWriter writer =
                SafetensorsWriter.create(folder.resolve("model.safetensors"), plan, Map.of("format", "pt"))) {
            writer.put(WEIGHT, weight);
            writer.put(BIAS, bias);
        }
    }

    /**
     * Gives the map of a checkpoint no more numbers than the vectors before it have, and one for its bias; the dot products stay.
     *
     * @param checkpoint of a student
     */
    static void narrow(Path checkpoint) throws IOException {
        for (JsonNode module : JSON.readTree(checkpoint.resolve(MODULES))) {
            if (module.path("type").asString("").endsWith(".Dense")) {
                Path folder = checkpoint.resolve(module.path("path").asString());
                float[][] map = readDense(folder);
                if (map.length > map[0].length) {
                    writeDense(folder, NarrowMap.of(map));
                }
            }
        }
    }

    private static float[][] readDense(Path folder) throws IOException {
        try (Weights weights = Weights.open(folder)) {
            float[] weight = weights.tensor(WEIGHT).floats();
            float[] bias = weights.tensor(BIAS).floats();
            int in = weight.length / bias.length;
            float[][] map = new float[bias.length][];
            for (int row = 0; row < map.length; row++) {
                map[row] = Arrays.copyOfRange(weight, row * in, (row + 1) * in + 1); // the last is overwritten
                map[row][in] = bias[row];
            }
            return map;
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(from)) {
            all.filter(Files::isRegularFile)
                    .filter(file -> !file.equals(from.resolve(MODULES)))
                    .forEach(files::add);
        }
        for (Path file : files) {
            Path there = to.resolve(from.relativize(file).toString());
            Files.createDirectories(there.toAbsolutePath().getParent());
            Files.deleteIfExists(there);
            Files.copy(file, there);
        }
    }
}
