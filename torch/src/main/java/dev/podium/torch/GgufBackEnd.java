package dev.podium.torch;

import dev.podium.model.Attention;
import dev.podium.model.BackEnd;
import dev.podium.model.Capability;
import dev.podium.model.Embedding;
import dev.podium.model.Generation;
import dev.podium.model.Likelihood;
import dev.podium.model.Model;
import dev.podium.model.ModelRef;
import dev.podium.model.NextToken;
import java.util.List;
import java.util.Set;

/**
 * Opens language models in GGUF files, with the tokenizer and the chat template that are in them.
 *
 * <p>A location is a {@code .gguf} file, a folder that has one, or {@code org/name/file.gguf} of a hub. Its numbers are read as they
 * were stored, and calculated with as float32 unless the setting {@code numbers} says otherwise; so a file of four bits a weight takes
 * four bytes a weight in memory. Settings are those of {@link TorchBackEnd}, without {@code as}.
 *
 * @since 0.1.0
 */
public final class GgufBackEnd implements BackEnd {

    private static final List<String> SETTINGS = List.of("numbers", "device", "threads", "max-tokens");

    /** For the service loader; open models through {@link dev.podium.model.Models}. */
    public GgufBackEnd() {}

    @Override
    public String scheme() {
        return "gguf";
    }

    @Override
    public Set<Class<? extends Capability>> capabilities() {
        return Set.of(Generation.class, NextToken.class, Likelihood.class, Embedding.class, Attention.class);
    }

    @Override
    public boolean recognises(String location) {
        return location.endsWith(".gguf");
    }

    @Override
    public Model open(ModelRef reference) {
        return Opening.of(reference, SETTINGS).languageModel(Locations.gguf(reference));
    }
}
