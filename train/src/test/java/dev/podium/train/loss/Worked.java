package dev.podium.train.loss;

/** The value and the slope of a list worked by hand. */
final class Worked {

    private Worked() {}

    static double loss(ListLoss loss, double[] scores, double... targets) {
        return loss.at(scores, targets, new double[scores.length]);
    }

    static double[] slope(ListLoss loss, double[] scores, double... targets) {
        double[] gradient = new double[scores.length];
        loss.at(scores, targets, gradient);
        return gradient;
    }
}
