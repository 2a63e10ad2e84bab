package dev.podium.metric;

/**
 * How much {@link Rbp} could still rise if all that is unjudged were relevant: {@code RBPResidual(p=0.9)}.
 *
 * <p>The weight of the unjudged and of all ranks below the end. As in trec_eval 10, 0 where all retrieved were judged,
 * whatever stands below the end.
 *
 * @param p persistence, in 0..1 without the ends
 * @since 0.1.0
 */
public record RbpResidual(double p) implements Metric {
    public RbpResidual {
        Rbp.requirePersistence(p);
    }

    @Override
    public double of(Judged list) {
        double weight = 1;
        double sum = 0;
        for (int i = 0; i < list.size(); i++, weight *= p) {
            if (list.grade(i) < 0) {
                sum += weight;
            }
        }
        return sum == 0 ? 0 : weight + (1 - p) * sum;
    }

    @Override
    public String toString() {
        return "RBPResidual(p=" + p + ")";
    }
}
