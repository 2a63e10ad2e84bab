package dev.podium.torch.verify;

import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.config.Config;
import java.nio.file.Path;
import java.util.List;

/**
 * A folder's {@code checks.json}: what to calculate, and what must come out.
 *
 * @param folder where it lies, with its golden tensors
 * @param model where the checkpoint lies
 * @param absolute part of the tolerance
 * @param relative part of the tolerance, of the greatest expected value of a tensor
 * @param checks as they stand in the file
 */
public record CheckFile(Path folder, Path model, double absolute, double relative, List<Config> checks) {

    /** The one format there is. */
    private static final int FORMAT = 1;

    /** Copies. */
    public CheckFile {
        checks = List.copyOf(checks);
    }

    /** Reads the file. */
    public static CheckFile read(Path folder) {
        Config file = Config.read(folder.resolve("checks.json"));
        if (file.integer("format") != FORMAT) {
            throw new ModelUnavailableException("%s is of format %d, and %d is known.\nMaybe a later Podium reads it."
                    .formatted(file.source(), file.integer("format"), FORMAT));
        }
        return new CheckFile(
                folder,
                file.has("model") ? folder.resolve(file.text("model")).normalize() : folder,
                file.under("tolerance").real("abs"),
                file.under("tolerance").real("rel"),
                file.list("checks"));
    }
}
