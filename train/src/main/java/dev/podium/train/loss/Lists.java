package dev.podium.train.loss;

import java.util.Arrays;

/** The mean of a loss over the terms of several lists that lie end to end. */
final class Lists implements ListLoss {

    private final ListLoss loss;
    private final int[] sizes;

    Lists(ListLoss loss, int[] sizes) {
        this.loss = loss;
        this.sizes = sizes.clone();
    }

    @Override
    public double at(double[] scores, double[] targets, double[] gradient) {
        Checked.lengths(scores, targets, gradient);
        int all = Arrays.stream(sizes).sum();
        if (all != scores.length) {
            throw new IllegalArgumentException(
                    "The lists (%s) have %d candidates and must have as many as there are scores (%d)."
                            .formatted(Arrays.toString(sizes), all, scores.length));
        }
        int terms = terms(targets);
        double sum = 0;
        int from = 0;
        for (int size : sizes) {
            double[] target = Arrays.copyOfRange(targets, from, from + size);
            int own = loss.terms(target);
            if (own > 0) {
                double share = own / (double) terms;
                double[] slope = new double[size];
                sum += share * loss.at(Arrays.copyOfRange(scores, from, from + size), target, slope);
                Checked.add(gradient, share, slope, from);
            }
            from += size;
        }
        return sum;
    }

    @Override
    public int terms(double[] targets) {
        int terms = 0;
        int from = 0;
        for (int size : sizes) {
            terms += loss.terms(Arrays.copyOfRange(targets, from, from + size));
            from += size;
        }
        return terms;
    }

    @Override
    public String toString() {
        return loss + " over " + Arrays.toString(sizes);
    }
}
