package dev.podium.train.vectors;

import dev.podium.model.train.Learner;
import dev.podium.weights.DType;
import dev.podium.weights.SafetensorsWriter;
import dev.podium.weights.Shape;
import dev.podium.weights.TensorPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * What a step from one candidate to another is worth: {@code x_i' W x_j + b}, of the upper form where i stands above j in the list that
 * comes in, of the lower one where it does not. Both learn, by Adam.
 *
 * <p>Begun as the published code begins them: uniform within {@code sqrt(6 / (d^2 + d))}, biases 0. Written as the method {@code tsprank}
 * reads them, {@code forms.safetensors} with {@code upper.weight}, {@code upper.bias}, {@code lower.weight} and {@code lower.bias}.
 *
 * <p>Source: TSPRank, arXiv 2411.12064, section 4.1.
 *
 * @since 0.1.0
 */
public final class TourForms implements Learner {

    private static final String FILE = "forms.safetensors";
    private static final List<String> NAMES = List.of("upper.weight", "upper.bias", "lower.weight", "lower.bias");

    private final int dimensions;

    /** [form][d * d weights, then the bias]; the upper form first. */
    private final double[][] numbers;

    private final double[][] gradient;
    private final Adam adam;

    /**
     * Forms that know nothing.
     *
     * @param dimensions of the vectors, at least 1
     * @param rate how far a step goes; above 0
     * @param decay share of each weight in its gradient, at least 0
     * @param seed of what they begin as
     */
    public TourForms(int dimensions, double rate, double decay, long seed) {
        if (dimensions < 1 || !(rate > 0) || !(decay >= 0)) {
            throw new IllegalArgumentException(
                    "The dimensions (%d) must be at least 1, the rate (%s) above 0 and the decay (%s) at least 0.\nMaybe 384, 1e-4 and 1e-5."
                            .formatted(dimensions, rate, decay));
        }
        this.dimensions = dimensions;
        int size = Math.multiplyExact(dimensions, dimensions) + 1;
        this.numbers = new double[2][size];
        this.gradient = new double[2][size];
        this.adam = new Adam(rate, decay, List.of(numbers));
        Random random = new Random(seed);
        double bound = Math.sqrt(6.0 / ((double) dimensions * dimensions + dimensions));
        for (double[] form : numbers) {
            for (int i = 0; i < size - 1; i++) {
                form[i] = (2 * random.nextDouble() - 1) * bound;
            }
        }
    }

    /**
     * The matrix of all steps of a list, open for its gradient.
     *
     * @since 0.1.0
     */
    public final class Matrix {

        private final float[][] vectors;

        private Matrix(float[][] vectors) {
            this.vectors = vectors;
        }

        /** What each step is worth, [from][to], row after row. */
        public double[] scores() {
            int n = vectors.length;
            double[] scores = new double[n * n];
            for (int form = 0; form < 2; form++) {
                double[] own = numbers[form];
                for (int to = 0; to < n; to++) {
                    double[] product = times(own, vectors[to]);
                    for (int from = 0; from < n; from++) {
                        if (form(from, to) == form) {
                            scores[from * n + to] = own[own.length - 1] + dot(vectors[from], product);
                        }
                    }
                }
            }
            return scores;
        }

        /**
         * Adds to the gradient of the forms.
         *
         * @param pull gradient of the loss by each step's worth, [from][to]
         */
        public void backward(double[] pull) {
            int n = vectors.length;
            for (int from = 0; from < n; from++) {
                for (int to = 0; to < n; to++) {
                    double g = pull[from * n + to];
                    if (g != 0) {
                        add(gradient[form(from, to)], g, vectors[from], vectors[to]);
                    }
                }
            }
        }
    }

    /** The steps of a list. @param vectors [candidate][dimension], in the order of the list */
    public Matrix steps(float[][] vectors) {
        for (float[] vector : vectors) {
            if (vector.length != dimensions) {
                throw new IllegalArgumentException(
                        "The forms are for vectors of length %d, and there is one of %d.\nMaybe it is of another model."
                                .formatted(dimensions, vector.length));
            }
        }
        return new Matrix(vectors);
    }

    private static int form(int from, int to) {
        return from <= to ? 0 : 1;
    }

    private double[] times(double[] form, float[] vector) {
        double[] product = new double[dimensions];
        for (int i = 0; i < dimensions; i++) {
            double sum = 0;
            for (int j = 0; j < dimensions; j++) {
                sum += form[i * dimensions + j] * vector[j];
            }
            product[i] = sum;
        }
        return product;
    }

    private static double dot(float[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private void add(double[] to, double g, float[] a, float[] b) {
        for (int i = 0; i < dimensions; i++) {
            double row = g * a[i];
            if (row != 0) {
                for (int j = 0; j < dimensions; j++) {
                    to[i * dimensions + j] += row * b[j];
                }
            }
        }
        to[to.length - 1] += g;
    }

    /** Goes a way along a gradient, without Adam: for tests of it. */
    void nudge(float[][] vectors, double[] pull, double way) {
        forget();
        steps(vectors).backward(pull);
        for (int form = 0; form < 2; form++) {
            for (int i = 0; i < numbers[form].length; i++) {
                numbers[form][i] += way * gradient[form][i];
            }
        }
        forget();
    }

    /** Nothing here is left to chance. */
    @Override
    public void begin(long step) {}

    @Override
    public double step(double share, double clip) {
        return adam.step(List.of(gradient), share, clip);
    }

    @Override
    public void forget() {
        for (double[] form : gradient) {
            Arrays.fill(form, 0);
        }
    }

    @Override
    public void keep(Path file, long step) throws IOException {
        adam.keep(file, step);
    }

    @Override
    public long resume(Path file) throws IOException {
        forget();
        return adam.resume(file);
    }

    @Override
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<TensorPlan> plan = new ArrayList<>();
        for (String name : NAMES) {
            plan.add(new TensorPlan(
                    name, DType.F32, name.endsWith("bias") ? Shape.of(1) : Shape.of(1, dimensions, dimensions)));
        }
        try (SafetensorsWriter writer = SafetensorsWriter.create(folder.resolve(FILE), plan, Map.of("format", "pt"))) {
            for (int form = 0; form < 2; form++) {
                float[] narrow = new float[dimensions * dimensions];
                for (int i = 0; i < narrow.length; i++) {
                    narrow[i] = (float) numbers[form][i];
                }
                writer.put(NAMES.get(2 * form), narrow);
                writer.put(NAMES.get(2 * form + 1), new float[] {(float) numbers[form][narrow.length]});
            }
        }
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
