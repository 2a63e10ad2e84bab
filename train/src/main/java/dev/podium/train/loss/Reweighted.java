package dev.podium.train.loss;

/** A loss whose gradient is taken times a weight for each score; its value is the loss's own, to look at. */
record Reweighted(ListLoss direction, ItemWeight weight) implements ListLoss {

    @Override
    public double at(double[] scores, double[] targets, double[] gradient) {
        double[] slope = new double[gradient.length];
        double loss = direction.at(scores, targets, slope);
        double[] weights = weight.of(scores, targets);
        Checked.weights(weights, scores.length);
        for (int i = 0; i < scores.length; i++) {
            gradient[i] += weights[i] * slope[i];
        }
        return loss;
    }

    @Override
    public int terms(double[] targets) {
        return direction.terms(targets);
    }

    @Override
    public ListLoss over(int... sizes) {
        return new Reweighted(direction.over(sizes), weight.over(sizes));
    }
}
