package dev.podium.train.leaf;

import dev.podium.model.Embedded;
import dev.podium.model.Embedding;
import dev.podium.model.Similarity;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;

/** A teacher that says what a function says, and remembers what it was asked. */
final class Spoken implements Embedding {

    final List<TaughtText> asked = new ArrayList<>();
    private final int dimensions;
    private final BiFunction<String, Role, float[]> vector;

    Spoken(int dimensions, BiFunction<String, Role, float[]> vector) {
        this.dimensions = dimensions;
        this.vector = vector;
    }

    /** Vectors of length 1 that a text's hash draws. */
    static Spoken drawn(int dimensions, int seed) {
        return new Spoken(dimensions, (text, role) -> {
            Random random = new Random(31L * (text + role).hashCode() + seed);
            float[] vector = new float[dimensions];
            double squares = 0;
            for (int k = 0; k < dimensions; k++) {
                vector[k] = (float) random.nextGaussian();
                squares += (double) vector[k] * vector[k];
            }
            for (int k = 0; k < dimensions; k++) {
                vector[k] /= (float) Math.sqrt(squares);
            }
            return vector;
        });
    }

    @Override
    public List<Embedded> embed(List<String> texts, Role role) {
        texts.forEach(text -> asked.add(new TaughtText(text, role)));
        return texts.stream()
                .map(text -> new Embedded(vector.apply(text, role), 1, 1))
                .toList();
    }

    @Override
    public Similarity similarity() {
        return Similarity.COSINE;
    }

    @Override
    public int dimensions() {
        return dimensions;
    }

    @Override
    public int maxTokens() {
        return Integer.MAX_VALUE;
    }
}
