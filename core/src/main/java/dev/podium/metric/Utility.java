package dev.podium.metric;

/**
 * What a retrieved set is worth to somebody who pays for reading: {@code Utility}, by default relevant minus not relevant.
 *
 * <p>{@code hit} for each relevant retrieved, {@code miss} for each other retrieved, {@code lost} for each relevant not
 * retrieved, {@code spared} for each other not retrieved. Only the last needs to know how large the collection is, which no
 * run or qrels tell (trec_eval -N).
 *
 * @param hit usually 1
 * @param miss usually -1
 * @param lost usually 0
 * @param spared usually 0
 * @param collection how many documents there are; 0 if unknown, which trec_eval takes as it stands
 * @param rel the least grade that counts as relevant
 * @since 0.1.0
 */
public record Utility(double hit, double miss, double lost, double spared, long collection, int rel) implements Metric {
    public Utility {
        if (collection < 0) {
            throw new IllegalArgumentException(
                    "The collection (%d) must not have less than 0 documents.".formatted(collection));
        }
    }

    /** Without a value for what was rightly not retrieved. */
    public Utility(double hit, double miss, double lost, int rel) {
        this(hit, miss, lost, 0, 0, rel);
    }

    @Override
    public double of(Judged list) {
        int found = Scan.relevant(list, list.size(), rel);
        int all = list.relevant(rel);
        return hit * found
                + miss * (list.size() - found)
                + lost * (all - found)
                + spared * (collection + found - list.size() - all);
    }

    @Override
    public String toString() {
        return "Utility(" + (rel == 1 ? "" : "rel=" + rel + ",") + "hit=" + hit + ",miss=" + miss + ",lost=" + lost
                + (spared == 0 && collection == 0 ? "" : ",spared=" + spared + ",collection=" + collection) + ")";
    }
}
