package dev.podium.metric;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Preferences counted as if a reader had judged as many documents not relevant as relevant: trec_eval's
 * {@code prefs_avgjg_Rnonrel}.
 *
 * <p>How many documents somebody found not relevant is an accident of judging, and yet each makes a preference with
 * everything relevant. With R relevant and N not: where N is less, R - N more are imagined, each below all that was
 * retrieved; where N is more, only the first R of them count.
 *
 * <p>In that second case trec_eval also counts pairs among the documents of the lowest level, and each with itself as a
 * preference not fulfilled, where one comparison holds all judgments. So does this, to print what it prints.
 */
final class AsManyNonRelevant {

    private AsManyNonRelevant() {}

    /** A reader's tally; 0 of 0 where nothing can be told. */
    static Preferred.Tally tally(Preferred lists, Preferred.Order order, boolean retrievedOnly) {
        int end = retrievedOnly ? lists.retrieved() : lists.judged();
        int relevant = order.count(true, end);
        int others = order.count(false, end);
        if (relevant >= others) {
            long more = (long) relevant - others;
            return lists.tally(order, retrievedOnly ? Preferred.Pairs.RETRIEVED : Preferred.Pairs.ALL)
                    .plus(new Preferred.Tally(
                            order.count(true, lists.retrieved()) * more, order.count(true, lists.judged()) * more));
        }
        return order.complete()
                ? byLevel(lists, order, end, relevant)
                : byPair(lists, order, end, order.count(true, lists.judged()));
    }

    private static Preferred.Tally byLevel(Preferred lists, Preferred.Order order, int end, int relevant) {
        double lowest = Arrays.stream(order.levels())
                .filter(level -> !Double.isNaN(level))
                .min()
                .orElseThrow();
        int[] last = IntStream.range(0, lists.judged())
                .filter(place -> order.levels()[place] == lowest)
                .limit(relevant)
                .filter(place -> place < end)
                .toArray();
        long fulfilled = 0;
        long possible = 0;
        for (int i = 0; i < end; i++) {
            if (Double.isNaN(order.levels()[i])) {
                continue;
            }
            for (int j = 0; j < end; j++) {
                if (order.levels()[j] > lowest && order.levels()[i] > order.levels()[j]) {
                    possible++;
                    fulfilled += i < j && i < lists.retrieved() ? 1 : 0;
                }
            }
            for (int j : last) {
                possible++;
                fulfilled += i < j && i < lists.retrieved() ? 1 : 0;
            }
        }
        return new Preferred.Tally(fulfilled, possible);
    }

    private static Preferred.Tally byPair(Preferred lists, Preferred.Order order, int end, int relevant) {
        boolean[] counts = new boolean[end];
        int others = 0;
        for (int place = 0; place < end; place++) {
            counts[place] = order.levels()[place] != 0 || ++others <= relevant;
        }
        long fulfilled = 0;
        long possible = 0;
        for (int i = 0; i < end; i++) {
            for (int j = 0; j < end; j++) {
                if (counts[i] && counts[j] && order.above()[i].get(j)) {
                    possible++;
                    fulfilled += i < j && i < lists.retrieved() ? 1 : 0;
                }
            }
        }
        return new Preferred.Tally(fulfilled, possible);
    }
}
