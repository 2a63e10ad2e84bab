package dev.podium.onnx;

import dev.podium.model.BackEnd;
import dev.podium.model.Capability;
import dev.podium.model.Embedding;
import dev.podium.model.Model;
import dev.podium.model.ModelRef;
import dev.podium.model.PairScoring;
import dev.podium.text.Tokenizer;
import java.util.List;
import java.util.Set;

/**
 * Opens encoders that were exported to ONNX.
 *
 * <p>A location is a folder with {@code onnx/model.onnx} or {@code model.onnx}, one such file itself,
 * {@code classpath:/folder/in/a/jar}, or {@code default}, the model that comes with Podium. Settings: {@code threads} (all
 * cores unless said), {@code file} (which graph of the folder), {@code max-tokens} (less than the model could),
 * {@code pooling}, {@code query-prompt} and {@code passage-prompt} (for folders whose files do not say), {@code multi-vector} (an
 * embedding model scores pairs, too, and the vectors of tokens have this share in it).
 *
 * @since 0.1.0
 */
public final class OnnxBackEnd implements BackEnd {

    private static final List<String> SETTINGS =
            List.of("threads", "file", "max-tokens", "pooling", "query-prompt", "passage-prompt", "multi-vector");

    /** For the service loader; open models through {@link dev.podium.model.Models}. */
    public OnnxBackEnd() {}

    @Override
    public String scheme() {
        return "onnx";
    }

    @Override
    public Set<Class<? extends Capability>> capabilities() {
        return Set.of(PairScoring.class, Embedding.class);
    }

    @Override
    public boolean recognises(String location) {
        return ModelFiles.plausible(location);
    }

    @Override
    public Model open(ModelRef reference) {
        for (String setting : reference.settings().keySet()) {
            if (!SETTINGS.contains(setting)) {
                throw new IllegalArgumentException(
                        "The setting \"%s\" of \"%s\" is not known to onnx:.\nMaybe one of: %s."
                                .formatted(setting, reference, String.join(", ", SETTINGS)));
            }
        }
        int threads = threads(reference);
        ModelFiles files = ModelFiles.at(reference.location());
        // The default's files say what EmbeddedDefault says; reading JSON would cost a fifth of the start-up.
        EncoderConfig config = (reference.location().equals(EmbeddedDefault.NAME)
                        ? EmbeddedDefault.CONFIG
                        : EncoderConfig.read(files))
                .with(reference);
        Tokenizer tokenizer = Tokenizer.read(
                () -> files.required("tokenizer.json"), "\"tokenizer.json\" of the model (%s)".formatted(files));
        Graph graph = null;
        Lanes lanes = new Lanes(threads);
        try {
            graph = Graph.open(files.graph(reference.settings().getOrDefault("file", "")), config.maxTokens());
            return new OnnxModel(reference.toString(), config, graph, tokenizer, lanes);
        } catch (RuntimeException e) {
            if (graph != null) {
                graph.close();
            }
            lanes.close();
            tokenizer.close();
            throw e;
        }
    }

    private static int threads(ModelRef reference) {
        String wished = reference.settings().get("threads");
        if (wished == null) {
            return Runtime.getRuntime().availableProcessors();
        }
        if (!wished.matches("[0-9]{1,4}") || Integer.parseInt(wished) < 1) {
            throw new IllegalArgumentException(
                    "The setting threads (%s) of \"%s\" must be a whole number of at least 1.\nMaybe leave it out: all cores are used."
                            .formatted(wished, reference));
        }
        return Integer.parseInt(wished);
    }
}
