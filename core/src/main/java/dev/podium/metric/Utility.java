package dev.podium.metric;

/**
 * What a retrieved set is worth to somebody who pays for reading: {@code Utility}, by default relevant minus not relevant.
 *
 * <p>{@code hit} for each relevant retrieved, {@code miss} for each other retrieved, {@code lost} for each relevant not
 * retrieved. trec_eval's fourth weight needs the size of the collection, which no run or qrels tell, and is left out.
 *
 * @param hit usually 1
 * @param miss usually -1
 * @param lost usually 0
 * @param rel the least grade that counts as relevant
 * @since 0.1.0
 */
public record Utility(double hit, double miss, double lost, int rel) implements Metric {
    @Override
    public double of(Judged list) {
        int found = Scan.relevant(list, list.size(), rel);
        return hit * found + miss * (list.size() - found) + lost * (list.relevant(rel) - found);
    }

    @Override
    public String toString() {
        return "Utility(" + (rel == 1 ? "" : "rel=" + rel + ",") + "hit=" + hit + ",miss=" + miss + ",lost=" + lost
                + ")";
    }
}
