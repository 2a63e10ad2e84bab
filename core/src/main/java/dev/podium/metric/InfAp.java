package dev.podium.metric;

/**
 * Average precision inferred where only a sample of the pool was judged: {@code infAP}.
 *
 * <p>A negative grade says "in the pool but not judged"; a candidate without a grade is outside the pool and counts as
 * not relevant.
 *
 * <p>Source: Yilmaz and Aslam, "Estimating Average Precision with Incomplete and Imperfect Judgments", CIKM 2006, smoothed
 * as in trec_eval with 0.00001.
 *
 * @param rel the least grade that counts as relevant
 * @since 0.1.0
 */
public record InfAp(int rel) implements Metric {

    private static final double SMOOTHING = 0.00001;

    @Override
    public double of(Judged list) {
        int all = list.relevant(rel);
        int relevant = 0;
        int others = 0;
        int unjudged = 0;
        double sum = 0;
        for (int i = 0; i < list.size(); i++) {
            int grade = list.grade(i);
            if (grade == Judged.UNJUDGED) {
                continue;
            }
            if (grade < 0) {
                unjudged++;
            } else if (grade < rel) {
                others++;
            } else {
                sum += i == 0 ? 1 : expected(i, relevant, others, unjudged);
                relevant++;
            }
        }
        return all == 0 ? 0 : sum / all;
    }

    /** The expected precision at index i, given what stands above it. */
    private static double expected(double above, int relevant, int others, int unjudged) {
        return 1.0 / (above + 1.0)
                + (above / (above + 1.0))
                        * ((relevant + others + unjudged) / above)
                        * ((relevant + SMOOTHING) / (relevant + others + 2 * SMOOTHING));
    }

    @Override
    public String toString() {
        return Names.of("infAP", rel, 0);
    }
}
