package dev.podium.onnx;

import dev.podium.model.Similarity;
import java.util.List;

/**
 * The model that comes with Podium: an embedding model of six layers and 385 dimensions, int8, trained by Podium from all-MiniLM-L6-v2.
 *
 * <p>Its graph, its tokenizer and its card lie among the resources of this module, so it needs no file and no network. Why this one, and
 * how good it is: {@code docs/decisions/0005-default-of-our-own.md}; how it was made: {@code recipes/studies/default/leaf.yaml}. Another
 * model takes its place by being put into {@link #FOLDER} with its own {@link #CONFIG}; no caller changes.
 *
 * <p>Mean pooling, length 1, 256 tokens, no prompts, cosine. The 385th number carries the bias of the map at its end. Cosines of texts
 * that have nothing to do with each other lie about 0.5, as its teachers' do: they compare within a list.
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
