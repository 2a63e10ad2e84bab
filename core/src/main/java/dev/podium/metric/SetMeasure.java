package dev.podium.metric;

/**
 * Measures of the retrieved set, in which the order plays no part: {@code SetP}, {@code SetR},
 * {@code SetAP}, {@code SetRelP}; {@link SetF} has a weight.
 *
 * @param kind which
 * @param rel the least grade that counts as relevant
 * @since 0.1.0
 */
public record SetMeasure(Kind kind, int rel) implements Metric {

    /** Which measure; with x of n retrieved and of R relevant. */
    public enum Kind {
        /** x / n. */
        P,
        /** x / R. */
        R,
        /** x / n times x / R: what average precision would be were the relevant spread evenly. */
        AP,
        /** x / min(n, R). */
        RelP
    }

    @Override
    public double of(Judged list) {
        int all = list.relevant(rel);
        int retrieved = list.size();
        int found = Scan.relevant(list, retrieved, rel);
        if (found == 0) {
            return 0;
        }
        double precision = (double) found / retrieved;
        double recall = (double) found / all;
        return switch (kind) {
            case P -> precision;
            case R -> recall;
            case AP -> (double) found * found / ((double) retrieved * all); // one division, so that no half is lost
            case RelP -> (double) found / Math.min(retrieved, all);
        };
    }

    @Override
    public String toString() {
        return Names.of("Set" + kind, rel, 0);
    }
}
