package dev.podium.metric;

/**
 * The expected reciprocal of the rank at which a reader is satisfied: {@code ERR@20}.
 *
 * <p>A grade g satisfies with probability {@code (2^g - 1) / 2^4}: the highest grade is taken to be 4, as TREC's gdeval
 * script and ir_measures take it, whatever grades the qrels hold.
 *
 * <p>Source: Chapelle et al., "Expected Reciprocal Rank for Graded Relevance", CIKM 2009, equation 4.
 *
 * @param cutoff k, or 0 for the whole list
 * @since 0.1.0
 */
public record Err(int cutoff) implements Metric {

    private static final int HIGHEST = 4;

    @Override
    public double of(Judged list) {
        return of(list, HIGHEST);
    }

    /** The same with another grade as the highest. */
    double of(Judged list, int highest) {
        int depth = Names.depth(cutoff, list);
        double unsatisfied = 1;
        double sum = 0;
        for (int i = 0; i < depth; i++) {
            int grade = list.grade(i);
            if (grade > 0) {
                double satisfied = Math.min((Math.pow(2, grade) - 1) / Math.pow(2, highest), 1);
                sum += unsatisfied * satisfied / (i + 1);
                unsatisfied *= 1 - satisfied;
            }
        }
        return sum;
    }

    @Override
    public String toString() {
        return "ERR" + (cutoff == 0 ? "" : "@" + cutoff);
    }
}
