package dev.podium.torch.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Copies of checkpoints whose configuration says another share that drops, everywhere. */
final class Dropping {

    private Dropping() {}

    /** @return the copy, {@code to} */
    static Path copy(Path model, Path to, double rate) throws IOException {
        try (Stream<Path> files = Files.walk(model)) {
            for (Path file : files.toList()) {
                Path there = to.resolve(model.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(there);
                } else {
                    Files.copy(file, there);
                }
            }
        }
        Path config = to.resolve("config.json");
        Files.writeString(
                config, Files.readString(config).replaceAll("(\"[a-z_]*dropout[a-z_]*\"): [0-9.]+", "$1: " + rate));
        return to;
    }
}
