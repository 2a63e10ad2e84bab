package dev.podium.torch;

import dev.podium.hub.Hub;
import dev.podium.hub.HubId;
import dev.podium.hub.HubSettings;
import dev.podium.hub.Wanted;
import dev.podium.model.ModelRef;
import dev.podium.model.ModelUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;

/** From the location of a reference to a folder or file on this machine. */
final class Locations {

    private Locations() {}

    /** The folder of a checkpoint; a hub's files are taken from the shared cache, or fetched into it. */
    static Path folder(ModelRef reference) {
        return folder("model", reference.location());
    }

    /** The same for anything a reference names. @param what it is, for the message */
    static Path folder(String what, String location) {
        Path path = Path.of(location);
        if (Files.isDirectory(path)) {
            return path;
        }
        if (HubId.looksLikeOne(location)) {
            return hub().open(HubId.parse(location), Wanted.checkpoint()).folder();
        }
        throw new ModelUnavailableException(
                "There is no folder %s: no %s.\nMaybe the path is misspelt; what a hub has is named org/name."
                        .formatted(path, what));
    }

    /** A GGUF file: named, the only one in a folder, or {@code org/name/file.gguf} of a hub. */
    static Path gguf(ModelRef reference) {
        String location = reference.location();
        Path path = Path.of(location);
        if (Files.exists(path)) {
            return path;
        }
        int slash = location.lastIndexOf('/');
        if (slash > 0 && location.endsWith(".gguf") && HubId.looksLikeOne(location.substring(0, slash))) {
            String file = location.substring(slash + 1);
            return hub().open(HubId.parse(location.substring(0, slash)), Wanted.gguf(file))
                    .folder()
                    .resolve(file);
        }
        throw new ModelUnavailableException(
                "There is no file %s.\nMaybe the path is misspelt; a hub's file is named org/name/file.gguf."
                        .formatted(path));
    }

    private static Hub hub() {
        return new Hub(HubSettings.ofThisProcess());
    }
}
