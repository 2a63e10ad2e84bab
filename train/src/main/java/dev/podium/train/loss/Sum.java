package dev.podium.train.loss;

/** Two losses of the same scores, added. */
record Sum(ListLoss first, double weight, ListLoss second) implements ListLoss {

    Sum {
        if (!Double.isFinite(weight)) {
            throw new IllegalArgumentException("The weight (%s) of a loss must be finite.".formatted(weight));
        }
    }

    @Override
    public double at(double[] scores, double[] targets, double[] gradient) {
        double[] slope = new double[gradient.length];
        double loss = first.at(scores, targets, gradient) + weight * second.at(scores, targets, slope);
        Checked.add(gradient, weight, slope, 0);
        return loss;
    }

    /** Each part is a mean over its own terms, so they are not added up before. */
    @Override
    public ListLoss over(int... sizes) {
        return new Sum(first.over(sizes), weight, second.over(sizes));
    }
}
