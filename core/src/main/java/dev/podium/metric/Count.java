package dev.podium.metric;

/**
 * How many there are: {@code NumRet} retrieved, {@code NumRel} relevant, {@code NumRelRet} both, {@code NumNonRelRet} judged
 * not to be, {@code NumQ} queries. Summed over queries.
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
        NumRelRet,
        /** Retrieved, judged and not relevant; negative grades count as unjudged. */
        NumNonRelRet,
        /** Queries, so 1 for each. */
        NumQ
    }

    @Override
    public double of(Judged list) {
        return switch (kind) {
            case NumRet -> list.size();
            case NumRel -> list.relevant(rel);
            case NumRelRet -> Scan.relevant(list, list.size(), rel);
            case NumNonRelRet -> Scan.relevant(list, list.size(), 0) - Scan.relevant(list, list.size(), rel);
            case NumQ -> 1;
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
        return kind == Kind.NumRet || kind == Kind.NumQ ? kind.name() : Names.of(kind.name(), rel, 0);
    }
}
