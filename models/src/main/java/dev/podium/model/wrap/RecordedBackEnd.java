package dev.podium.model.wrap;

import dev.podium.model.BackEnd;
import dev.podium.model.Capability;
import dev.podium.model.Model;
import dev.podium.model.ModelRef;
import dev.podium.model.ModelUnavailableException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Opens what {@link Recorded} wrote: {@code recorded:tape.jsonl} answers as the model that was recorded. It has no settings.
 *
 * @since 0.1.0
 */
public final class RecordedBackEnd implements BackEnd {

    /** For the service loader; open models through {@link dev.podium.model.Models}. */
    public RecordedBackEnd() {}

    @Override
    public String scheme() {
        return "recorded";
    }

    @Override
    public Set<Class<? extends Capability>> capabilities() {
        return Set.copyOf(Capability.all());
    }

    /** Never: a recording is a file like any other, and says so only inside. */
    @Override
    public boolean recognises(String location) {
        return false;
    }

    @Override
    public Model open(ModelRef reference) {
        if (!reference.settings().isEmpty()) {
            throw new IllegalArgumentException(
                    "A recorded: model has no settings, but \"%s\" has.\nMaybe leave them out: they were the recorded model's."
                            .formatted(reference));
        }
        Path file = Path.of(reference.location());
        if (!Files.isRegularFile(file)) {
            throw new ModelUnavailableException(
                    "There is no recording %s.\nMaybe the path is wrong: Recorded.to(file) writes one."
                            .formatted(file));
        }
        return Recorded.from(file);
    }
}
