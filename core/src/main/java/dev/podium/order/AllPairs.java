package dev.podium.order;

import dev.podium.LimitReachedException;
import dev.podium.Ranking;
import dev.podium.Scale;
import dev.podium.ask.Comparer;
import dev.podium.ask.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Compares every candidate with every other, all at once, and sorts by what each has won.
 *
 * <p>Asks n (n - 1) times where both orders of a pair are asked, half as often with {@link Credit#ONE_ORDER}. With a
 * perfect judge the order is exact.
 *
 * <p>Source: PRP (arXiv 2306.17563), section 3.3, all pairs; duoT5 (arXiv 2101.05667) for sums of probabilities.
 *
 * @param comparer asked which of two
 * @param credit what a candidate gets for an answer
 * @since 0.1.0
 */
public record AllPairs(Comparer comparer, Credit credit) implements Order {

    /** What a candidate gets for an answer. */
    public enum Credit {
        /** PRP: 1 for a win both ways round, 0.5 to each where the two answers contradict or tie. */
        CONSISTENT,
        /** duoT5: the sum of its probabilities to win, both ways round. */
        PROBABILITY,
        /** duoT5 as RankLLM runs it: the sum of its probabilities, each pair asked with the higher-ranked shown first. */
        ONE_ORDER
    }

    public AllPairs {
        Objects.requireNonNull(comparer, "comparer");
        Objects.requireNonNull(credit, "credit");
    }

    @Override
    public Ranking rerank(Ranking ranking) {
        int n = ranking.size();
        if (n < 2) {
            return ranking;
        }
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                pairs.add(new Pair(i, j));
                if (credit != Credit.ONE_ORDER) {
                    pairs.add(new Pair(j, i));
                }
            }
        }
        try {
            double[] wins = Asking.about(ranking).compare(comparer, pairs);
            return Ranking.byScore(ranking.query(), ranking.candidates(), credits(n, pairs, wins), Scale.REAL);
        } catch (LimitReachedException e) {
            throw e.with(ranking);
        }
    }

    private double[] credits(int n, List<Pair> pairs, double[] wins) {
        double[] credits = new double[n];
        int step = credit == Credit.ONE_ORDER ? 1 : 2;
        for (int p = 0; p < pairs.size(); p += step) {
            int i = pairs.get(p).first();
            int j = pairs.get(p).second();
            switch (credit) {
                case CONSISTENT -> {
                    int verdict = Duel.verdict(wins[p], wins[p + 1]);
                    credits[i] += verdict > 0 ? 1 : verdict == 0 ? 0.5 : 0;
                    credits[j] += verdict < 0 ? 1 : verdict == 0 ? 0.5 : 0;
                }
                case PROBABILITY -> {
                    credits[i] += wins[p] + (1 - wins[p + 1]);
                    credits[j] += wins[p + 1] + (1 - wins[p]);
                }
                case ONE_ORDER -> {
                    credits[i] += wins[p];
                    credits[j] += 1 - wins[p];
                }
            }
        }
        return credits;
    }

    @Override
    public Effort effort(int n) {
        if (n < 2) {
            return Effort.NONE;
        }
        long pairs = (long) n * (n - 1) / (credit == Credit.ONE_ORDER ? 2 : 1);
        return Effort.exactly(pairs, 1, 2 * pairs);
    }
}
