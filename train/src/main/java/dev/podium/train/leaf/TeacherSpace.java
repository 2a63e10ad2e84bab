package dev.podium.train.leaf;

import dev.podium.model.Embedding.Role;
import java.util.List;
import java.util.Random;

/**
 * Several teachers' vectors side by side, of length 1 together.
 *
 * <p>Each teacher's vectors lose what all texts of a role have in common, since nothing is told apart by it (e5's cosines lie between 0.7
 * and 1 for that reason alone), and are scaled so that what is left weighs as its weight says: the dot product of two texts that have
 * nothing to do with each other has, in each teacher's part, a root mean square of 1 before weights. So the dot product in this space is a
 * weighted sum of the teachers' standardised cosines.
 *
 * <p>Departs from LEAF (arXiv 2509.12539), which has one teacher and takes its vectors as they are.
 *
 * @since 0.1.0
 */
public final class TeacherSpace {

    /** Pairs of texts by which the scale is measured: its error is far below one in a hundred. */
    private static final int PAIRS = 20_000;

    private static final double LEAST = 1e-12;

    /**
     * A teacher.
     *
     * @param vectors of all texts
     * @param weight of its cosines in the sum, above 0
     * @since 0.1.0
     */
    public record Part(TeacherVectors vectors, double weight) {

        /** Checks. */
        public Part {
            if (!(weight > 0)) {
                throw new IllegalArgumentException(
                        "The weight of a teacher (%s) must be above 0.\nMaybe leave the teacher out."
                                .formatted(weight));
            }
        }
    }

    private final List<TaughtText> texts;
    private final List<Placed> parts;
    private final int dimensions;

    /** A teacher's part as it is put beside the others. @param common of all texts of a role, [role][dimension] */
    private record Placed(TeacherVectors vectors, double[][] common, double factor) {}

    /**
     * Measures the teachers.
     *
     * @param texts that they were asked for
     * @param parts at least one, each of all texts
     */
    public TeacherSpace(List<TaughtText> texts, List<Part> parts) {
        this.texts = List.copyOf(texts);
        if (texts.size() < 2
                || parts.isEmpty()
                || parts.stream().anyMatch(part -> part.vectors().size() != texts.size())) {
            throw new IllegalArgumentException(
                    "There must be two texts and a teacher, and each teacher must have a vector of each of the %d texts."
                            .formatted(texts.size()));
        }
        this.parts = parts.stream().map(this::measured).toList();
        this.dimensions =
                parts.stream().mapToInt(part -> part.vectors().dimensions()).sum();
    }

    private Placed measured(Part part) {
        double[][] common = common(part.vectors());
        Placed plain = new Placed(part.vectors(), common, 1);
        Random random = new Random(1);
        double squares = 0;
        int width = part.vectors().dimensions();
        float[] one = new float[width];
        float[] other = new float[width];
        for (int pair = 0; pair < PAIRS; pair++) {
            int place = random.nextInt(texts.size());
            put(plain, place, one, 0);
            put(plain, (place + 1 + random.nextInt(texts.size() - 1)) % texts.size(), other, 0); // never the same
            double dot = dot(one, other);
            squares += dot * dot / PAIRS;
        }
        // Each of two vectors brings the factor once.
        return new Placed(part.vectors(), common, Math.sqrt(part.weight() / Math.max(Math.sqrt(squares), LEAST)));
    }

    private double[][] common(TeacherVectors vectors) {
        double[][] sums = new double[Role.values().length][vectors.dimensions()];
        int[] counts = new int[sums.length];
        float[] one = new float[vectors.dimensions()];
        for (int place = 0; place < texts.size(); place++) {
            int role = texts.get(place).role().ordinal();
            counts[role]++;
            vectors.copy(place, one, 0);
            for (int k = 0; k < one.length; k++) {
                sums[role][k] += one[k];
            }
        }
        for (int role = 0; role < sums.length; role++) {
            for (int k = 0; k < sums[role].length; k++) {
                sums[role][k] /= Math.max(1, counts[role]);
            }
        }
        return sums;
    }

    private void put(Placed part, int place, float[] into, int at) {
        part.vectors().copy(place, into, at);
        double[] common = part.common()[texts.get(place).role().ordinal()];
        for (int k = 0; k < part.vectors().dimensions(); k++) {
            into[at + k] = (float) (part.factor() * (into[at + k] - common[k]));
        }
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += (double) a[k] * b[k];
        }
        return sum;
    }

    /** The texts, in their order. */
    public List<TaughtText> texts() {
        return texts;
    }

    /** Numbers of a vector: those of all teachers. */
    public int dimensions() {
        return dimensions;
    }

    /** The vector of the text at a place, of length 1. */
    public float[] vector(int place) {
        float[] vector = new float[dimensions];
        int at = 0;
        for (Placed part : parts) {
            put(part, place, vector, at);
            at += part.vectors().dimensions();
        }
        double length = Math.max(Math.sqrt(dot(vector, vector)), LEAST);
        for (int k = 0; k < vector.length; k++) {
            vector[k] = (float) (vector[k] / length);
        }
        return vector;
    }
}
