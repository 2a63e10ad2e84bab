package dev.podium.torch.sentence;

import dev.podium.text.Tokenizer;
import dev.podium.torch.config.Config;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * No network at all: each word that a text has, however often, weighs what a table says, as inference-free sparse retrieval reads queries.
 *
 * @param weights of each token of the vocabulary
 */
record StaticWeights(float[] weights) implements Network {

    /** Reads {@code weight}, or a file of words and their weights that the module's {@code config.json} names. */
    static StaticWeights read(Config config, Opened opened, Path module) {
        String path = config.textOr("", "path");
        if (!path.endsWith(".json")) {
            return new StaticWeights(opened.parameters(module).tensor("weight").floats());
        }
        Config words = Config.read(module.resolve(path));
        try (Tokenizer tokenizer = Tokenizer.open(module)) {
            float[] weights = new float[tokenizer.vocabulary().size()];
            words.json()
                    .properties()
                    .forEach(word -> tokenizer
                            .vocabulary()
                            .id(word.getKey())
                            .ifPresent(
                                    id -> weights[id] = (float) word.getValue().asDouble()));
            return new StaticWeights(weights);
        }
    }

    @Override
    public void on(Features features) {
        int texts = features.shown().size();
        float[] rows = new float[texts * weights.length];
        for (int i = 0; i < texts; i++) {
            int row = i * weights.length;
            Arrays.stream(features.shown().get(i).ids()).forEach(id -> rows[row + id] = weights[id]);
        }
        Tensor made = Tensors.of(rows, texts, weights.length);
        Tensor before = features.tensorIfThere(Features.TEXTS);
        features.put(Features.TEXTS, before == null ? made : made.times(before));
    }

    /** Words of the vocabulary. */
    int width() {
        return weights.length;
    }
}
