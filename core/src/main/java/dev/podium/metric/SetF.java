package dev.podium.metric;

/**
 * A weighted harmonic mean of precision P and recall R of the retrieved set: {@code SetF}, {@code SetF(beta=0.5)}.
 *
 * <p>{@code (beta + 1) P R / (beta P + R)}: beta is trec_eval's and ir_measures' weight of recall, not the square of van
 * Rijsbergen's.
 *
 * @param beta at least 0, usually 1
 * @param rel the least grade that counts as relevant
 * @since 0.1.0
 */
public record SetF(double beta, int rel) implements Metric {
    public SetF {
        if (!(beta >= 0)) {
            throw new IllegalArgumentException("The weight beta (%s) of SetF must not be negative.".formatted(beta));
        }
    }

    @Override
    public double of(Judged list) {
        int found = Scan.relevant(list, list.size(), rel);
        if (found == 0) {
            return 0;
        }
        double precision = (double) found / list.size();
        double recall = (double) found / list.relevant(rel);
        return (beta + 1) * precision * recall / (beta * precision + recall);
    }

    @Override
    public String toString() {
        return beta == 1
                ? Names.of("SetF", rel, 0)
                : "SetF(" + (rel == 1 ? "" : "rel=" + rel + ",") + "beta=" + beta + ")";
    }
}
