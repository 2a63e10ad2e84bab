package dev.podium.metric;

/**
 * {@link Bpref} whose mean over queries is geometric: {@code gm_bpref}. Values below {@link GeometricAp#LEAST} count as that much.
 *
 * @param rel the least grade that counts as relevant
 * @since 0.1.0
 */
public record GeometricBpref(int rel) implements Metric {
    @Override
    public double of(Judged list) {
        return new Bpref(rel).of(list);
    }

    @Override
    public double over(double[] values) {
        return new GeometricAp(rel).over(values);
    }

    @Override
    public String toString() {
        return Names.of("gm_bpref", rel, 0);
    }
}
