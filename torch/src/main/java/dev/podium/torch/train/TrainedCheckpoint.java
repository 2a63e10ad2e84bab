package dev.podium.torch.train;

import dev.podium.torch.config.Config;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A checkpoint like the one that training began from, with the weights as they are now.
 *
 * @since 0.1.0
 */
public final class TrainedCheckpoint {

    private static final String MODULES = "modules.json";

    private TrainedCheckpoint() {}

    /**
     * Writes a folder: all tensors in float32 under the names they had, and every file beside the weights as it is.
     *
     * @param from the folder that training began from
     * @param to another folder, made if it is not there
     * @throws IOException if it cannot be read or written
     */
    public static void write(Path from, Parameters parameters, Path to) throws IOException {
        SequencedMap<String, Parameters> whole = new LinkedHashMap<>();
        whole.put("", parameters);
        write(from, whole, to, _ -> true);
    }

    private static void refuseSame(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        if (Files.isSameFile(from, to)) {
            throw new IllegalArgumentException(
                    "The trained checkpoint must be written to another folder than %s, whose weights are in use."
                            .formatted(from));
        }
    }

    /**
     * The same of a folder whose modules may have folders of their own.
     *
     * @param parts parameters by where their folder lies in this one
     * @param belongs by its name, which files beside the weights are taken along; modules are, where the list of them is
     */
    static void write(Path from, SequencedMap<String, Parameters> parts, Path to, Predicate<String> belongs)
            throws IOException {
        refuseSame(from, to);
        copy(from, to, 1, belongs);
        for (String module : belongs.test(MODULES) ? modules(from) : List.<String>of()) {
            if (Files.isDirectory(from.resolve(module))) { // Normalize has nothing to say, and often no folder
                copy(from.resolve(module), to.resolve(module), Integer.MAX_VALUE, _ -> true);
            }
        }
        for (Map.Entry<String, Parameters> part : parts.entrySet()) {
            Path folder = Files.createDirectories(to.resolve(part.getKey()));
            weights(part.getValue(), folder.resolve("model.safetensors"));
        }
    }

    /** The folders in which modules lie; others, such as those of exports, hold what is no more true. */
    private static List<String> modules(Path folder) {
        List<String> modules = new ArrayList<>();
        Path list = folder.resolve(MODULES);
        if (Files.isRegularFile(list)) {
            Config.readList(list).forEach(module -> modules.add(module.textOr("", "path")));
        }
        Path router = folder.resolve("router_config.json"); // one that is the whole folder has its ways beside it
        if (Files.isRegularFile(router)) {
            Config structure = Config.read(router).under("structure");
            structure.json().properties().forEach(way -> modules.addAll(structure.texts(way.getKey())));
        }
        modules.removeIf(String::isEmpty);
        return modules;
    }

    private static void copy(Path from, Path to, int depth, Predicate<String> belongs) throws IOException {
        try (Stream<Path> files = Files.walk(from, depth)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = file.getFileName().toString();
                if (!isOfWeights(name) && belongs.test(name)) {
                    Path there = to.resolve(from.relativize(file).toString());
                    Files.createDirectories(there.toAbsolutePath().getParent());
                    Files.copy(file, there, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private static void weights(Parameters parameters, Path file) throws IOException {
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        Map<String, Tensor> trained = parameters.tensors();
        try {
            for (String name : parameters.source().names()) {
                Tensor here = trained.get(name);
                tensors.put(name, here == null ? parameters.source().read(name) : here);
            }
            TensorFile.write(file, tensors, Map.of("format", "pt"));
        } finally {
            tensors.forEach((name, tensor) -> {
                if (!trained.containsKey(name)) {
                    tensor.close();
                }
            });
        }
    }

    private static boolean isOfWeights(String file) {
        return file.matches(".*\\.(safetensors|bin|pt|pth|h5|msgpack|onnx|gguf)|.*\\.index\\.json");
    }
}
