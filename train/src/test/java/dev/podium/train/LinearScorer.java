package dev.podium.train;

import dev.podium.Candidate;
import dev.podium.Slate;
import dev.podium.model.train.Learner;
import dev.podium.model.train.Mode;
import dev.podium.model.train.Pass;
import dev.podium.model.train.TrainableScorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A model without a tensor: a weight for each field of a candidate, moved straight down its gradient with momentum.
 *
 * <p>Its chance is a factor on the gradient that follows from the step, so that a run that forgets to begin its steps is found out.
 */
public final class LinearScorer implements TrainableScorer, Learner {

    private final double rate;
    private final double[] weights;
    private final double[] momentum;
    private final double[] gradient;
    private long step = -1;
    /** Passes that were not closed. */
    public int open;

    /** @param features fields {@code f0}, {@code f1} and so on */
    public LinearScorer(int features, double rate) {
        this.rate = rate;
        this.weights = new double[features];
        this.momentum = new double[features];
        this.gradient = new double[features];
    }

    /** The weights, a copy. */
    public double[] weights() {
        return weights.clone();
    }

    /** The gradient that waits to be taken, a copy. */
    public double[] gradient() {
        return gradient.clone();
    }

    private double[] features(Candidate candidate) {
        double[] values = new double[weights.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = Double.parseDouble(candidate.fields().getOrDefault("f" + i, "0"));
        }
        return values;
    }

    @Override
    public Pass forward(List<Slate> slates, Mode mode) {
        List<double[]> rows = slates.stream()
                .flatMap(slate -> slate.candidates().stream())
                .map(this::features)
                .toList();
        double[] scores = new double[rows.size()];
        for (int i = 0; i < scores.length; i++) {
            for (int f = 0; f < weights.length; f++) {
                scores[i] += weights[f] * rows.get(i)[f];
            }
        }
        open++;
        return new Pass() {
            @Override
            public double[] scores() {
                return scores.clone();
            }

            @Override
            public void backward(double[] pull) {
                double chance = 1 + (step * 31 % 7) / 10.0;
                for (int i = 0; i < pull.length; i++) {
                    for (int f = 0; f < gradient.length; f++) {
                        gradient[f] += chance * pull[i] * rows.get(i)[f];
                    }
                }
            }

            @Override
            public void close() {
                open--;
            }
        };
    }

    @Override
    public void begin(long number) {
        step = number;
    }

    @Override
    public double step(double share, double clip) {
        double norm = Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum());
        for (int f = 0; f < weights.length; f++) {
            momentum[f] = 0.5 * momentum[f] + gradient[f] * Math.min(1, clip / Math.max(norm, 1e-12));
            weights[f] -= rate * share * momentum[f];
            gradient[f] = 0;
        }
        return norm;
    }

    @Override
    public void forget() {
        Arrays.fill(gradient, 0);
    }

    @Override
    public void keep(Path file, long done) throws IOException {
        List<String> lines = new ArrayList<>(List.of(Long.toString(done)));
        for (int f = 0; f < weights.length; f++) {
            lines.add(weights[f] + " " + momentum[f]);
        }
        Files.write(file, lines);
    }

    @Override
    public long resume(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        for (int f = 0; f < weights.length; f++) {
            String[] both = lines.get(f + 1).split(" ", -1);
            weights[f] = Double.parseDouble(both[0]);
            momentum[f] = Double.parseDouble(both[1]);
        }
        return Long.parseLong(lines.getFirst());
    }

    @Override
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("weights"), Arrays.toString(weights));
    }

    @Override
    public void close() {}
}
