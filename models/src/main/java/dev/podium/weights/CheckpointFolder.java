package dev.podium.weights;

import dev.podium.file.BadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Finds the file to open in a folder: {@code model.safetensors}, {@code model.safetensors.index.json},
 * {@code adapter_model.safetensors}; else the only index, the only safetensors file, the only GGUF file.
 *
 * <p>Two of a kind and no usual name is an error that lists them: which one is meant is not to be guessed.
 */
final class CheckpointFolder {

    private static final List<String> USUAL =
            List.of("model.safetensors", "model.safetensors.index.json", "adapter_model.safetensors");

    private CheckpointFolder() {}

    /** @throws BadDataException if there is none, more than one, or nothing but pickles */
    static Path checkpoint(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        for (String name : USUAL) {
            Path usual = folder.resolve(name);
            if (files.contains(usual)) {
                return usual;
            }
        }
        for (String suffix : List.of(".safetensors.index.json", ".safetensors", ".gguf")) {
            List<Path> found = named(files, file -> file.toString().endsWith(suffix));
            if (found.size() == 1) {
                return found.getFirst();
            }
            if (found.size() > 1) {
                throw BrokenLaw.with(
                        folder,
                        "Maybe name the file itself.",
                        "The folder must hold one checkpoint, and holds %s.",
                        found.stream().map(Path::getFileName).toList());
            }
        }
        List<Path> pickles = named(files, Pickles::isNamedLikeOne);
        if (!pickles.isEmpty()) {
            throw Pickles.refused(pickles.getFirst());
        }
        throw BrokenLaw.with(
                folder,
                "Maybe the download is not complete, or the checkpoint lies in a folder within.",
                "The folder must hold a .safetensors or .gguf file, and holds %s.",
                files.stream().map(Path::getFileName).toList());
    }

    private static List<Path> named(List<Path> files, Predicate<Path> like) {
        return files.stream().filter(like).toList();
    }
}
