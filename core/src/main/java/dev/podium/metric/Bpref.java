package dev.podium.metric;

/**
 * How seldom judged candidates that are not relevant stand above those that are: {@code Bpref}. Unjudged ones do not
 * count.
 *
 * <p>{@code 1/R sum over relevant of (1 - min(n above, R) / min(N, R))}, where N is how many are judged and not relevant;
 * a term without any n above is 1. Negative grades count as unjudged.
 *
 * <p>Source: Buckley and Voorhees, "Retrieval Evaluation with Incomplete Information", SIGIR 2004; the formula is that of
 * trec_eval since version 8.
 *
 * @param rel the least grade that counts as relevant
 * @since 0.1.0
 */
public record Bpref(int rel) implements Metric {
    @Override
    public double of(Judged list) {
        int all = list.relevant(rel);
        int others = Math.min(list.nonRelevant(rel), all);
        int above = 0;
        double sum = 0;
        for (int i = 0; i < list.size(); i++) {
            int grade = list.grade(i);
            if (grade >= rel) {
                sum += above == 0 ? 1 : 1.0 - (double) Math.min(above, all) / others;
            } else if (grade >= 0) {
                above++;
            }
        }
        return all == 0 ? 0 : sum / all;
    }

    @Override
    public String toString() {
        return Names.of("Bpref", rel, 0);
    }
}
