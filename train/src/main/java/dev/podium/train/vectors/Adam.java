package dev.podium.train.vectors;

import dev.podium.weights.DType;
import dev.podium.weights.SafetensorsWriter;
import dev.podium.weights.Shape;
import dev.podium.weights.TensorPlan;
import dev.podium.weights.TensorView;
import dev.podium.weights.Weights;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * Moves arrays of numbers, each by a step of its own size.
 *
 * <p>Source: Adam, arXiv 1412.6980, algorithm 1, with the decay in the gradient as torch's {@code Adam} has it.
 */
final class Adam {

    private static final double BETA1 = 0.9;
    private static final double BETA2 = 0.999;
    private static final double EPSILON = 1e-8;

    private static final String DONE = "podium.step";
    private static final String MOVED = "podium.moved";
    private static final ValueLayout.OfDouble LITTLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final double rate;
    private final double decay;
    private final List<double[]> numbers;
    private final List<double[]> first;
    private final List<double[]> second;
    private long moved;

    /** @param numbers move where they are */
    Adam(double rate, double decay, List<double[]> numbers) {
        this.rate = rate;
        this.decay = decay;
        this.numbers = List.copyOf(numbers);
        this.first = numbers.stream().map(one -> new double[one.length]).toList();
        this.second = numbers.stream().map(one -> new double[one.length]).toList();
    }

    /** Writes the numbers, their moments and how often they moved. @param step done so far */
    void keep(Path file, long step) throws IOException {
        SequencedMap<String, double[]> all = new LinkedHashMap<>();
        for (int k = 0; k < numbers.size(); k++) {
            all.put("numbers." + k, numbers.get(k));
            all.put("first." + k, first.get(k));
            all.put("second." + k, second.get(k));
        }
        List<TensorPlan> plan = new ArrayList<>();
        all.forEach((name, values) -> plan.add(new TensorPlan(name, DType.F64, Shape.of(values.length))));
        Map<String, String> about = Map.of(DONE, Long.toString(step), MOVED, Long.toString(moved));
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, plan, about);
                Arena arena = Arena.ofConfined()) {
            for (Map.Entry<String, double[]> one : all.entrySet()) {
                writer.put(one.getKey(), arena.allocateFrom(LITTLE, one.getValue()));
            }
        }
    }

    /** Puts back what was kept. @return the steps done so far */
    long resume(Path file) throws IOException {
        try (Weights kept = Weights.open(file)) {
            for (int k = 0; k < numbers.size(); k++) {
                fill(kept.tensor("numbers." + k), numbers.get(k));
                fill(kept.tensor("first." + k), first.get(k));
                fill(kept.tensor("second." + k), second.get(k));
            }
            moved = Long.parseLong(kept.metadata().text(MOVED));
            return Long.parseLong(kept.metadata().text(DONE));
        }
    }

    private static void fill(TensorView tensor, double[] to) {
        if (tensor.shape().elements() != to.length) {
            throw new IllegalArgumentException(
                    "The run that was kept is of a form with %d numbers, and this has %d.\nMaybe its vectors were of another length."
                            .formatted(tensor.shape().elements(), to.length));
        }
        MemorySegment.copy(tensor.bytes(), LITTLE, 0, to, 0, to.length);
    }

    /** @param gradient of each array; 0 everywhere afterwards @return its norm before clipping */
    double step(List<double[]> gradient, double share, double clip) {
        double square = 0;
        for (double[] one : gradient) {
            for (double g : one) {
                square += g * g;
            }
        }
        double norm = Math.sqrt(square);
        if (!Double.isFinite(norm)) {
            gradient.forEach(one -> Arrays.fill(one, 0));
            throw new IllegalStateException(
                    "The norm of the gradients is %s and must be finite; no weight was moved.\nMaybe the rate is too high."
                            .formatted(norm));
        }
        double shrink = Math.min(1, clip / (norm + 1e-6));
        moved++;
        double whole1 = 1 - Math.pow(BETA1, moved);
        double whole2 = 1 - Math.pow(BETA2, moved);
        for (int k = 0; k < gradient.size(); k++) {
            double[] w = numbers.get(k);
            double[] m = first.get(k);
            double[] v = second.get(k);
            for (int i = 0; i < w.length; i++) {
                double g = gradient.get(k)[i] * shrink + decay * w[i];
                m[i] = BETA1 * m[i] + (1 - BETA1) * g;
                v[i] = BETA2 * v[i] + (1 - BETA2) * g * g;
                w[i] -= rate * share * m[i] / whole1 / (Math.sqrt(v[i] / whole2) + EPSILON);
            }
            Arrays.fill(gradient.get(k), 0);
        }
        return norm;
    }
}
