package dev.podium.train.loss;

/**
 * A matrix of steps, each row alone: who comes right after this one?
 *
 * <p>Scores are what each step from one candidate to another is worth, [from][to], row after row, n times n for n candidates; so are the
 * targets, 1 where the one follows the other in the right order ({@link TourMargin#steps} makes them of grades). The loss is the mean over
 * the n - 1 candidates that have a successor of its negative log-probability in the softmax of the row. A step to oneself is no step: the
 * diagonal is not read and gets no slope.
 *
 * <p>Source: TSPRank, arXiv 2411.12064, the local loss; its published models alternate it with {@link TourMargin}, batch by batch or epoch
 * by epoch. Departs from its code, which keeps the diagonal in the softmax, divides by n, and for documents weighs a row by the rank of the
 * successor.
 *
 * @since 0.1.0
 */
public record TourCrossEntropy() implements ListLoss {

    @Override
    public double at(double[] scores, double[] targets, double[] gradient) {
        Checked.lengths(scores, targets, gradient);
        Steps right = Steps.of(targets);
        int n = right.size();
        double sum = 0;
        for (int from = 0; from < n; from++) {
            int to = right.next()[from];
            if (to != Steps.NONE) {
                double[] others = new double[n - 1];
                for (int i = 0; i < n - 1; i++) {
                    others[i] = scores[from * n + otherThan(from, i)];
                }
                double[] logP = Checked.logSoftmax(others, 1);
                for (int i = 0; i < n - 1; i++) {
                    int at = otherThan(from, i);
                    double wanted = at == to ? 1 : 0;
                    sum -= wanted * logP[i];
                    gradient[from * n + at] += (Math.exp(logP[i]) - wanted) / (n - 1);
                }
            }
        }
        return n < 2 ? 0 : sum / (n - 1);
    }

    /** The i-th of all but one. */
    private static int otherThan(int one, int i) {
        return i < one ? i : i + 1;
    }

    @Override
    public int terms(double[] targets) {
        return Math.max(0, Steps.of(targets).size() - 1);
    }
}
