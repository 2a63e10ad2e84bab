package dev.podium.metric;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/**
 * The highest precision at or beyond a recall: {@code IPrec@0.2}; {@code IPrec@avg} is its mean over 0, 0.1, ..., 1.
 *
 * <p>A recall of x is reached with the c-th relevant candidate. trec_eval 10 rounds {@code c = round(x R)}; version 9 took
 * {@code floor(x R + 0.9)}, and the two differ: {@link #version9}.
 *
 * @param points recalls in 0..1, over which the mean is taken
 * @param rel the least grade that counts as relevant
 * @param version9 whether c is found as trec_eval 9 did
 * @since 0.1.0
 */
public record InterpolatedPrecision(List<Double> points, int rel, boolean version9) implements Metric {

    /** 0, 0.1, ..., 1: the points of the eleven-point average. */
    public static final List<Double> ELEVEN = List.of(0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0);

    public InterpolatedPrecision {
        points = List.copyOf(points);
        if (points.isEmpty()) {
            throw new IllegalArgumentException("IPrec needs a recall.\nMaybe 0.1.");
        }
        for (double recall : points) {
            if (!(recall >= 0 && recall <= 1)) {
                throw new IllegalArgumentException("The recall (%s) of IPrec must be in [0, 1].".formatted(recall));
            }
        }
    }

    /** At one recall, by version 10. */
    public InterpolatedPrecision(double recall, int rel) {
        this(List.of(recall), rel, false);
    }

    @Override
    public double of(Judged list) {
        int all = list.relevant(rel);
        int found = Scan.relevant(list, list.size(), rel);
        double sum = 0;
        for (double recall : points) {
            sum += at(list, version9 ? (long) (recall * all + 0.9) : Math.round(recall * all), found);
        }
        return sum / points.size();
    }

    private double at(Judged list, long goal, int found) {
        if (goal > found) {
            return 0;
        }
        double best = 0;
        int left = found;
        for (int i = list.size(); i > 0 && left >= Math.max(goal, 1); i--) {
            best = Math.max(best, (double) left / i);
            if (list.grade(i - 1) >= rel) {
                left--;
            }
        }
        return best;
    }

    @Override
    public String toString() {
        List<String> parameters = DoubleStream.of(rel == 1 ? new double[0] : new double[] {rel})
                .mapToObj(level -> "rel=" + (int) level)
                .collect(Collectors.toList());
        if (version9) {
            parameters.add("version=9");
        }
        if (points.size() > 1 && !points.equals(ELEVEN)) {
            parameters.add("points=" + points.stream().map(String::valueOf).collect(Collectors.joining(" ")));
        }
        return "IPrec"
                + (parameters.isEmpty() ? "" : "(" + String.join(",", parameters) + ")")
                + "@"
                + (points.size() > 1 ? "avg" : points.getFirst());
    }
}
