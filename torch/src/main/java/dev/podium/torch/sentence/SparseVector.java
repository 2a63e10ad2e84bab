package dev.podium.torch.sentence;

import java.util.Arrays;

/**
 * The words that a text stands for, each with its weight; all others weigh nothing.
 *
 * @since 0.1.0
 */
public final class SparseVector {

    private final int[] terms;
    private final float[] weights;
    private final int tokens;
    private final int tokensUsed;

    SparseVector(int[] terms, float[] weights, int tokens, int tokensUsed) {
        this.terms = terms;
        this.weights = weights;
        this.tokens = tokens;
        this.tokensUsed = tokensUsed;
    }

    static SparseVector of(float[] rows, int from, int to, int tokens, int tokensUsed) {
        int size = 0;
        int[] terms = new int[to - from];
        float[] weights = new float[to - from];
        for (int i = from; i < to; i++) {
            if (rows[i] != 0) {
                terms[size] = i - from;
                weights[size++] = rows[i];
            }
        }
        return new SparseVector(Arrays.copyOf(terms, size), Arrays.copyOf(weights, size), tokens, tokensUsed);
    }

    /** How many words have a weight. */
    public int size() {
        return terms.length;
    }

    /** Ids of words in the vocabulary, in ascending order, a copy. */
    public int[] terms() {
        return terms.clone();
    }

    /** Their weights, a copy. */
    public float[] weights() {
        return weights.clone();
    }

    /** The sum over the words that both have of the products of their weights. */
    public double dot(SparseVector other) {
        double sum = 0;
        int j = 0;
        for (int i = 0; i < terms.length; i++) {
            while (j < other.terms.length && other.terms[j] < terms[i]) {
                j++;
            }
            if (j < other.terms.length && other.terms[j] == terms[i]) {
                sum += (double) weights[i] * other.weights[j];
            }
        }
        return sum;
    }

    /** With the zeros, [vocabulary]. */
    public float[] dense(int vocabulary) {
        float[] dense = new float[vocabulary];
        for (int i = 0; i < terms.length; i++) {
            dense[terms[i]] = weights[i];
        }
        return dense;
    }

    /** The text's own length in tokens. */
    public int tokens() {
        return tokens;
    }

    /** How many of these were read. */
    public int tokensUsed() {
        return tokensUsed;
    }

    @Override
    public String toString() {
        return "SparseVector[%d words, %d of %d tokens]".formatted(terms.length, tokensUsed, tokens);
    }
}
