package dev.podium.order;

import dev.podium.ask.Comparer;
import dev.podium.ask.Pair;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Two candidates asked about both ways round; what was asked once is remembered. */
final class Duel {

    private final Asking ask;
    private final Comparer comparer;
    private final Map<Pair, Integer> known = new HashMap<>();

    Duel(Asking ask, Comparer comparer) {
        this.ask = ask;
        this.comparer = comparer;
    }

    /** Positive if the first wins both ways round, negative if the second does, 0 if the answers contradict or tie. */
    static int verdict(double firstShownFirst, double secondShownFirst) {
        if (firstShownFirst > 0.5 && secondShownFirst < 0.5) {
            return 1;
        }
        return firstShownFirst < 0.5 && secondShownFirst > 0.5 ? -1 : 0;
    }

    /** The same of candidates by index. */
    int between(int one, int other) {
        Pair pair = new Pair(one, other);
        Integer before = known.get(pair);
        if (before != null) {
            return before;
        }
        double[] wins = ask.compare(comparer, List.of(pair, pair.swapped()));
        int verdict = verdict(wins[0], wins[1]);
        known.put(pair, verdict);
        known.put(pair.swapped(), -verdict);
        return verdict;
    }
}
