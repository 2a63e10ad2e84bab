package dev.podium.onnx;

import dev.podium.model.Similarity;
import java.util.List;

/**
 * The model that comes with Podium: all-MiniLM-L6-v2, int8, an embedding model of six layers and 384 dimensions.
 *
 * <p>The build copies its graph and its tokenizer out of a Maven artifact into this module's jar (see the POM), so it needs
 * no file and no network. Why this one, and how good it is: {@code docs/decisions/0002-embedded-default.md}. A cross-encoder
 * of our own takes its place by being put into {@link #FOLDER} with its own {@link #CONFIG}; no caller changes.
 *
 * <p>Source: sentence-transformers/all-MiniLM-L6-v2 (Apache-2.0), whose configuration is restated here: mean pooling,
 * length 1, 256 tokens, no prompts, cosine.
 */
final class EmbeddedDefault {

    /** What it is called in a reference. */
    static final String NAME = "default";

    /** Where it lies on the class path. */
    static final String FOLDER = "/dev/podium/onnx/embedded";

    static final EncoderConfig CONFIG = new EncoderConfig(
            false, 0, false, 256, false, List.of(Pooling.MEAN), true, true, List.of(), Similarity.COSINE, "", "", 0);

    private EmbeddedDefault() {}
}
