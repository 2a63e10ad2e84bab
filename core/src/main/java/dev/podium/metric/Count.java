package dev.podium.metric;

/**
 * How many there are: {@code NumRet} retrieved, {@code NumRel} relevant, {@code NumRelRet} both. Summed over queries.
 *
 * @param kind of what
 * @param rel the least grade that counts as relevant
 * @since 0.1.0
 */
public record Count(Kind kind, int rel) implements Metric {

    /** Of what. */
    public enum Kind {
        /** Retrieved. */
        NumRet,
        /** Relevant. */
        NumRel,
        /** Relevant and retrieved. */
        NumRelRet
    }

    @Override
    public double of(Judged list) {
        return switch (kind) {
            case NumRet -> list.size();
            case NumRel -> list.relevant(rel);
            case NumRelRet -> Scan.relevant(list, list.size(), rel);
        };
    }

    @Override
    public double over(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    @Override
    public String toString() {
        return kind == Kind.NumRet ? kind.name() : Names.of(kind.name(), rel, 0);
    }
}
