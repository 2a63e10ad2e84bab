package dev.podium.train.vectors;

import dev.podium.Slate;
import dev.podium.model.train.Learner;
import dev.podium.model.train.Mode;
import dev.podium.model.train.Pass;
import dev.podium.model.train.TrainableScorer;
import dev.podium.weights.DType;
import dev.podium.weights.SafetensorsWriter;
import dev.podium.weights.Shape;
import dev.podium.weights.TensorPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A weight for each dimension of a candidate's vector: the baseline that any ranker over features must beat.
 *
 * <p>Pulled at by RankNet it is a linear RankNet (Burges et al. 2005), by the softmax over grades a linear ListNet. Begins at 0; learns by
 * Adam. Written as {@code linear.safetensors} with {@code weight} [dimensions].
 *
 * @since 0.1.0
 */
public final class LinearForm implements Learner, TrainableScorer {

    private static final String FILE = "linear.safetensors";

    private final Function<Slate, float[][]> vectors;
    private final double[] weights;
    private final double[] gradient;
    private final Adam adam;

    /**
     * A form that knows nothing.
     *
     * @param vectors of a list's candidates, [candidate][dimension]
     * @param dimensions of these, at least 1
     * @param rate how far a step goes; above 0
     * @param decay share of each weight in its gradient, at least 0
     */
    public LinearForm(Function<Slate, float[][]> vectors, int dimensions, double rate, double decay) {
        if (dimensions < 1 || !(rate > 0) || !(decay >= 0)) {
            throw new IllegalArgumentException(
                    "The dimensions (%d) must be at least 1, the rate (%s) above 0 and the decay (%s) at least 0.\nMaybe 300, 1e-2 and 1e-4."
                            .formatted(dimensions, rate, decay));
        }
        this.vectors = vectors;
        this.weights = new double[dimensions];
        this.gradient = new double[dimensions];
        this.adam = new Adam(rate, decay, List.of(weights));
    }

    /** The weights, [dimension], a copy. */
    public double[] weights() {
        return weights.clone();
    }

    @Override
    public Pass forward(List<Slate> slates, Mode mode) {
        float[][] rows = slates.stream()
                .flatMap(slate -> Arrays.stream(vectors.apply(slate)))
                .toArray(float[][]::new);
        return new Scores(rows, mode);
    }

    /** @param rows [candidate][dimension] */
    private final class Scores implements Pass {

        private final float[][] rows;
        private boolean open;

        Scores(float[][] rows, Mode mode) {
            this.rows = rows;
            this.open = mode == Mode.TRAIN;
        }

        @Override
        public double[] scores() {
            return Arrays.stream(rows)
                    .mapToDouble(row -> {
                        double sum = 0;
                        for (int i = 0; i < weights.length; i++) {
                            sum += weights[i] * row[i];
                        }
                        return sum;
                    })
                    .toArray();
        }

        @Override
        public void backward(double[] pull) {
            if (!open) {
                throw new IllegalStateException("The pass was made to score, or went backward before.");
            }
            open = false;
            for (int row = 0; row < rows.length; row++) {
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] += pull[row] * rows[row][i];
                }
            }
        }

        @Override
        public void close() {
            open = false;
        }
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
        Arrays.fill(gradient, 0);
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
        float[] narrow = new float[weights.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) weights[i];
        }
        List<TensorPlan> plan = List.of(new TensorPlan("weight", DType.F32, Shape.of(narrow.length)));
        try (SafetensorsWriter writer = SafetensorsWriter.create(folder.resolve(FILE), plan, Map.of("format", "pt"))) {
            writer.put("weight", narrow);
        }
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
