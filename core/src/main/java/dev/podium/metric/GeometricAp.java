package dev.podium.metric;

/**
 * Average precision whose mean over queries is geometric: {@code GMAP}. It tells systems apart by their worst queries.
 *
 * <p>Values below {@value #LEAST} count as that much, as in trec_eval, since one zero would make all zero.
 *
 * <p>Source: Robertson, "On GMAP: and Other Transformations", CIKM 2006.
 *
 * @param rel the least grade that counts as relevant
 * @since 0.1.0
 */
public record GeometricAp(int rel) implements Metric {

    /** What a query without success counts as. */
    public static final double LEAST = 0.00001;

    @Override
    public double of(Judged list) {
        return new AveragePrecision(rel, 0).of(list);
    }

    @Override
    public double over(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += Math.log(Math.max(value, LEAST));
        }
        return values.length == 0 ? 0 : Math.exp(sum / values.length);
    }

    @Override
    public String toString() {
        return Names.of("GMAP", rel, 0);
    }
}
