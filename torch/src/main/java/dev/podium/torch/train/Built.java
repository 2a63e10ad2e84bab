package dev.podium.torch.train;

import dev.podium.torch.encoder.Encoder;
import dev.podium.torch.layer.Parameters;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A network that has been built, as whoever moves its numbers must know it.
 *
 * @param folder of the checkpoint
 * @param parts parameters by where their folder lies in this one, the network's own first and by the empty name
 * @param fresh names of tensors that the checkpoint lacks, such as a new head: they move whatever else does
 * @param encoder for adapters that stand at its joints; none where the network is something else
 * @param task as PEFT calls it, such as {@code CAUSAL_LM}
 * @param belongs which files beside the weights a checkpoint that is written whole takes along
 * @param finish what it needs besides
 */
record Built(
        Path folder,
        SequencedMap<String, Parameters> parts,
        Predicate<String> fresh,
        @Nullable Encoder encoder,
        String task,
        Predicate<String> belongs,
        Finish finish) {

    /** What is done to a folder that was written whole. */
    @FunctionalInterface
    interface Finish {
        /** Nothing. */
        Finish NOTHING = _ -> {};

        /** Does it. */
        void to(Path folder) throws IOException;
    }

    Built {
        parts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parts));
    }

    /** One of a single folder. */
    static Built of(Path folder, Parameters parameters, @Nullable Encoder encoder, String task) {
        SequencedMap<String, Parameters> parts = new LinkedHashMap<>();
        parts.put("", parameters);
        return new Built(folder, parts, _ -> false, encoder, task, _ -> true, Finish.NOTHING);
    }

    /** The same with something that a checkpoint which is written whole needs besides. */
    Built finishing(Finish other) {
        return new Built(folder, parts, fresh, encoder, task, belongs, other);
    }

    /** The same with tensors that the checkpoint lacks. */
    Built with(Predicate<String> drawn) {
        return new Built(folder, parts, drawn, encoder, task, belongs, finish);
    }

    /** The same, taking along some of the files beside the weights. @param names of these */
    Built taking(Predicate<String> names) {
        return new Built(folder, parts, fresh, encoder, task, names, finish);
    }

    /** Those of the network. */
    Parameters parameters() {
        return parts.firstEntry().getValue();
    }
}
