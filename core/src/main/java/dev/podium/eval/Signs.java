package dev.podium.eval;

import java.util.Locale;

/**
 * The sign test: does the system win more often than it loses?
 *
 * <p>Ties are dropped; the statistic is the number of wins, the p-value exact from the binomial distribution. It asks
 * less of the data than any other test and finds less.
 *
 * @since 0.1.0
 */
public record Signs() implements Significance {

    @Override
    public Outcome of(Paired values) {
        WinTieLoss counts = WinTieLoss.of(values);
        int decided = counts.wins() + counts.losses();
        if (decided == 0) {
            return new Outcome(toString(), 0, 1, values.size(), "no query differs");
        }
        int fewer = Math.min(counts.wins(), counts.losses());
        // P(X <= k) of a fair coin thrown n times is I_1/2(n - k, k + 1)
        double tail = IncompleteBeta.of(decided - fewer, fewer + 1.0, 0.5, 0.5);
        return new Outcome(
                toString(),
                counts.wins(),
                Math.min(1, 2 * tail),
                values.size(),
                String.format(Locale.ROOT, "exact binomial over %d queries that differ", decided));
    }

    @Override
    public String toString() {
        return "sign test";
    }
}
