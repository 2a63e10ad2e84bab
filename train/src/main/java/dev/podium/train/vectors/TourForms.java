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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a step from one candidate to another is worth: {@code x_i' W x_j + b}, of the upper form where i stands above j in the list that
 * comes in, of the lower one where it does not. Both learn, by Adam.
 *
 * <p>A layer may stand before them ({@code tanh} of a linear map, and a 1): without it they know weighted sums alone, and of bare features
 * not even up from down.
 *
 * <p>Begun as the published code begins them: uniform within {@code sqrt(6 / (d^2 + d))}, biases 0. Written as the method {@code tsprank}
 * reads them, {@code forms.safetensors} with {@code upper.weight}, {@code upper.bias}, {@code lower.weight}, {@code lower.bias}, and
 * {@code layer.weight} and {@code layer.bias} where there is a layer.
 *
 * <p>Source: TSPRank, arXiv 2411.12064, section 4.1. Departs from it where there are features: the layer looks at each candidate alone, where
 * the paper's transformer looks at all of them.
 *
 * @since 0.1.0
 */
public final class TourForms implements Learner {

    private static final String FILE = "forms.safetensors";

    private final int dimensions;
    private final @Nullable TourLayer layer;

    /** Of the vectors that the forms see. */
    private final int width;

    /** [form][width * width weights, then the bias]; the upper form first. */
    private final double[][] numbers;

    private final double[][] gradient;
    private final Adam adam;

    /**
     * Forms that know nothing, over bare vectors.
     *
     * @param dimensions of the vectors, at least 1
     * @param rate how far a step goes; above 0
     * @param decay share of each weight in its gradient, at least 0
     * @param seed of what they begin as
     */
    public TourForms(int dimensions, double rate, double decay, long seed) {
        this(dimensions, 0, rate, decay, seed);
    }

    /**
     * Forms that know nothing.
     *
     * @param dimensions of the vectors, at least 1
     * @param hidden numbers of the layer between vectors and forms; 0 for none
     * @param rate how far a step goes; above 0
     * @param decay share of each weight in its gradient, at least 0
     * @param seed of what they begin as
     */
    public TourForms(int dimensions, int hidden, double rate, double decay, long seed) {
        if (dimensions < 1 || hidden < 0 || !(rate > 0) || !(decay >= 0)) {
            throw new IllegalArgumentException(
                    "The dimensions (%d) must be at least 1, the hidden numbers (%d) at least 0, the rate (%s) above 0 and the decay (%s) at least 0.\nMaybe 384, 0, 1e-4 and 1e-5."
                            .formatted(dimensions, hidden, rate, decay));
        }
        Random random = new Random(seed);
        this.dimensions = dimensions;
        this.layer = hidden == 0 ? null : new TourLayer(dimensions, hidden, random);
        this.width = hidden == 0 ? dimensions : hidden + 1;
        int size = Math.multiplyExact(width, width) + 1;
        this.numbers = new double[2][size];
        this.gradient = new double[2][size];
        this.adam = new Adam(rate, decay, moving());
        double bound = Math.sqrt(6.0 / ((double) width * width + width));
        for (double[] form : numbers) {
            for (int i = 0; i < size - 1; i++) {
                form[i] = (2 * random.nextDouble() - 1) * bound;
            }
        }
    }

    private List<double[]> moving() {
        return layer == null ? List.of(numbers) : List.of(numbers[0], numbers[1], layer.numbers());
    }

    private List<double[]> gradients() {
        return layer == null ? List.of(gradient) : List.of(gradient[0], gradient[1], layer.gradient());
    }

    /**
     * The matrix of all steps of a list, open for its gradient.
     *
     * @since 0.1.0
     */
    public final class Matrix {

        private final double[][] bare;

        /** As the forms see them. */
        private final double[][] vectors;

        private Matrix(double[][] bare) {
            this.bare = bare;
            this.vectors =
                    layer == null ? bare : Arrays.stream(bare).map(layer::of).toArray(double[][]::new);
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
            double[][] slopes = new double[n][width];
            for (int from = 0; from < n; from++) {
                for (int to = 0; to < n; to++) {
                    double g = pull[from * n + to];
                    if (g != 0) {
                        add(gradient[form(from, to)], g, vectors[from], vectors[to]);
                        if (layer != null) {
                            pullVectors(numbers[form(from, to)], g, from, to, slopes);
                        }
                    }
                }
            }
            for (int i = 0; layer != null && i < n; i++) {
                layer.backward(bare[i], vectors[i], slopes[i]);
            }
        }

        private void pullVectors(double[] form, double g, int from, int to, double[][] slopes) {
            for (int i = 0; i < width; i++) {
                double sum = 0;
                for (int j = 0; j < width; j++) {
                    double weight = form[i * width + j];
                    sum += weight * vectors[to][j];
                    slopes[to][j] += g * weight * vectors[from][i];
                }
                slopes[from][i] += g * sum;
            }
        }
    }

    /** The steps of a list. @param vectors [candidate][dimension], in the order of the list */
    public Matrix steps(float[][] vectors) {
        double[][] bare = new double[vectors.length][dimensions];
        for (int row = 0; row < vectors.length; row++) {
            float[] vector = vectors[row];
            if (vector.length != dimensions) {
                throw new IllegalArgumentException(
                        "The forms are for vectors of length %d, and there is one of %d.\nMaybe it is of another model."
                                .formatted(dimensions, vector.length));
            }
            for (int i = 0; i < dimensions; i++) {
                bare[row][i] = vector[i];
            }
        }
        return new Matrix(bare);
    }

    private static int form(int from, int to) {
        return from <= to ? 0 : 1;
    }

    private double[] times(double[] form, double[] vector) {
        double[] product = new double[width];
        for (int i = 0; i < width; i++) {
            double sum = 0;
            for (int j = 0; j < width; j++) {
                sum += form[i * width + j] * vector[j];
            }
            product[i] = sum;
        }
        return product;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private void add(double[] to, double g, double[] a, double[] b) {
        for (int i = 0; i < width; i++) {
            double row = g * a[i];
            if (row != 0) {
                for (int j = 0; j < width; j++) {
                    to[i * width + j] += row * b[j];
                }
            }
        }
        to[to.length - 1] += g;
    }

    /** Goes a way along a gradient, without Adam: for tests of it. */
    void nudge(float[][] vectors, double[] pull, double way) {
        forget();
        steps(vectors).backward(pull);
        for (int k = 0; k < moving().size(); k++) {
            double[] moved = moving().get(k);
            for (int i = 0; i < moved.length; i++) {
                moved[i] += way * gradients().get(k)[i];
            }
        }
        forget();
    }

    /** Nothing here is left to chance. */
    @Override
    public void begin(long step) {}

    @Override
    public double step(double share, double clip) {
        return adam.step(gradients(), share, clip);
    }

    @Override
    public void forget() {
        gradients().forEach(one -> Arrays.fill(one, 0));
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
        SequencedMap<String, float[]> tensors = new LinkedHashMap<>();
        List<TensorPlan> plan = new ArrayList<>();
        for (int form = 0; form < 2; form++) {
            float[] narrow = new float[width * width];
            for (int i = 0; i < narrow.length; i++) {
                narrow[i] = (float) numbers[form][i];
            }
            String name = form == 0 ? "upper" : "lower";
            tensors.put(name + ".weight", narrow);
            plan.add(new TensorPlan(name + ".weight", DType.F32, Shape.of(1, width, width)));
            tensors.put(name + ".bias", new float[] {(float) numbers[form][narrow.length]});
            plan.add(new TensorPlan(name + ".bias", DType.F32, Shape.of(1)));
        }
        if (layer != null) {
            tensors.put("layer.weight", layer.weights());
            plan.add(new TensorPlan("layer.weight", DType.F32, Shape.of(width - 1L, dimensions)));
            tensors.put("layer.bias", layer.biases());
            plan.add(new TensorPlan("layer.bias", DType.F32, Shape.of(width - 1L)));
        }
        try (SafetensorsWriter writer = SafetensorsWriter.create(folder.resolve(FILE), plan, Map.of("format", "pt"))) {
            for (Map.Entry<String, float[]> one : tensors.entrySet()) {
                writer.put(one.getKey(), one.getValue());
            }
        }
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
