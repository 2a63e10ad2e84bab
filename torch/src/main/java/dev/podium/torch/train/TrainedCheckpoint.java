package dev.podium.torch.train;

import dev.podium.torch.layer.Parameters;
import dev.podium.torch.tensor.Tensor;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Predicate;

/**
 * A checkpoint like the one that training began from, with the weights as they are now.
 *
 * @since 0.1.0
 */
public final class TrainedCheckpoint {

    private TrainedCheckpoint() {}

    /**
     * Writes a folder: all tensors in float32 under the names they had, and every file beside the weights as it is.
     *
     * @param from the folder that training began from
     * @param to another folder, made if it is not there
     * @throws IOException if it cannot be read or written
     */
    public static void write(Path from, Parameters parameters, Path to) throws IOException {
        write(from, parameters, to, _ -> true);
    }

    /** The same with some of the files beside the weights. @param belongs by the file's name */
    static void write(Path from, Parameters parameters, Path to, Predicate<String> belongs) throws IOException {
        Files.createDirectories(to);
        if (Files.isSameFile(from, to)) {
            throw new IllegalArgumentException(
                    "The trained checkpoint must be written to another folder than %s, whose weights are in use."
                            .formatted(from));
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(from, Files::isRegularFile)) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                if (!isOfWeights(name) && belongs.test(name)) {
                    Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        SequencedMap<String, Tensor> tensors = new LinkedHashMap<>();
        Map<String, Tensor> trained = parameters.tensors();
        try {
            for (String name : parameters.source().names()) {
                Tensor here = trained.get(name);
                tensors.put(name, here == null ? parameters.source().read(name) : here);
            }
            TensorFile.write(to.resolve("model.safetensors"), tensors, Map.of("format", "pt"));
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
