package dev.podium.train.loss;

/** A loss times a number. */
record Scaled(ListLoss loss, double weight) implements ListLoss {

    Scaled {
        if (!Double.isFinite(weight)) {
            throw new IllegalArgumentException("The weight (%s) of a loss must be finite.".formatted(weight));
        }
    }

    @Override
    public double at(double[] scores, double[] targets, double[] gradient) {
        double[] slope = new double[gradient.length];
        double value = weight * loss.at(scores, targets, slope);
        Checked.add(gradient, weight, slope, 0);
        return value;
    }

    @Override
    public int terms(double[] targets) {
        return loss.terms(targets);
    }

    @Override
    public ListLoss over(int... sizes) {
        return new Scaled(loss.over(sizes), weight);
    }
}
