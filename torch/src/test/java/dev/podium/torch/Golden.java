package dev.podium.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.torch.tensor.Tensor;
import dev.podium.weights.TensorView;
import dev.podium.weights.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A tiny checkpoint and what the reference implementation calculates with it: golden.json and golden.safetensors. */
public final class Golden implements AutoCloseable {

    private static final Path COPIES = Path.of("src/test/resources/models");

    private final Path folder;
    private final JsonNode json;
    private final Weights tensors;

    private Golden(Path folder, JsonNode json, Weights tensors) {
        this.folder = folder;
        this.json = json;
        this.tensors = tensors;
    }

    /** The folders whose names fit: the copies that the module carries, and those of the shared data where it is there. */
    public static List<Path> folders(Predicate<String> names) {
        Map<String, Path> folders = new TreeMap<>();
        String shared = System.getProperty("podium.shared", "");
        for (Path place : List.of(COPIES, Path.of(shared, "fixtures", "models"))) {
            if (Files.isDirectory(place)) {
                try (Stream<Path> inside = Files.list(place)) {
                    inside.filter(folder -> Files.isRegularFile(folder.resolve("golden.safetensors")))
                            .filter(folder -> names.test(folder.getFileName().toString()))
                            .forEach(folder ->
                                    folders.putIfAbsent(folder.getFileName().toString(), folder));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return new ArrayList<>(folders.values());
    }

    /** The copy that the module carries. */
    public static Golden copy(String name) {
        return open(COPIES.resolve(name));
    }

    public static Golden open(Path folder) {
        try {
            JsonNode json = new JsonMapper().readTree(Files.readAllBytes(folder.resolve("golden.json")));
            return new Golden(folder, json, Weights.open(folder.resolve("golden.safetensors")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path folder() {
        return folder;
    }

    public JsonNode json() {
        return json;
    }

    /** The list of checks.json. */
    public List<JsonNode> checks() {
        try {
            List<JsonNode> checks = new ArrayList<>();
            for (JsonNode check : new JsonMapper()
                    .readTree(Files.readAllBytes(folder.resolve("checks.json")))
                    .path("checks")) {
                checks.add(check);
            }
            return checks;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean has(String name) {
        return tensors.has(name);
    }

    public float[] tensor(String name) {
        return tensors.tensor(name).floats();
    }

    public long[] shape(String name) {
        return tensors.tensor(name).shape().toArray();
    }

    public long[] longs(String name) {
        TensorView view = tensors.tensor(name);
        long[] longs = new long[Math.toIntExact(view.shape().elements())];
        view.copyTo(longs, 0);
        return longs;
    }

    /** A matrix of whole numbers, such as a batch of ids. */
    public int[][] rows(String name) {
        long[] shape = shape(name);
        long[] longs = longs(name);
        int width = Math.toIntExact(shape[shape.length - 1]);
        int[][] rows = new int[longs.length / width][width];
        for (int i = 0; i < longs.length; i++) {
            rows[i / width][i % width] = Math.toIntExact(longs[i]);
        }
        return rows;
    }

    public static int[] ints(JsonNode list) {
        int[] ints = new int[list.size()];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = list.get(i).asInt();
        }
        return ints;
    }

    public void assertClose(String name, Tensor actual) {
        assertClose(name, actual.floats());
    }

    /** Within 1e-4 + 1e-4 max|golden|, the tolerance of the fixtures. */
    public void assertClose(String name, float[] actual) {
        assertClose(name, actual, 1e-4, 1e-4);
    }

    public void assertClose(String name, float[] actual, double absolute, double relative) {
        float[] expected = tensor(name);
        assertThat(actual).as("numbers of %s in %s", name, folder).hasSameSizeAs(expected);
        double greatest = 0;
        for (float number : expected) {
            greatest = Math.max(greatest, Math.abs(number));
        }
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            double off = Math.abs((double) expected[i] - actual[i]);
            worst = Double.isNaN(off) ? Double.POSITIVE_INFINITY : Math.max(worst, off);
        }
        assertThat(worst)
                .as("worst difference of %s in %s", name, folder)
                .isLessThanOrEqualTo(absolute + relative * greatest);
    }

    @Override
    public void close() {
        tensors.close();
    }
}
