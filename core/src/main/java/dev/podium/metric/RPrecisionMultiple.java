package dev.podium.metric;

/**
 * Precision at a multiple of R, where R is how many are relevant: {@code RprecMult@0.2}. Low multiples show who is precise,
 * high ones who is complete.
 *
 * <p>The cut-off is {@code floor(x R + 0.9)}, as in trec_eval 9 and 10; 0 where nothing is relevant.
 *
 * @param multiple x, above 0
 * @param rel the least grade that counts as relevant
 * @since 0.1.0
 */
public record RPrecisionMultiple(double multiple, int rel) implements Metric {
    public RPrecisionMultiple {
        if (!(multiple > 0)) {
            throw new IllegalArgumentException(
                    "The multiple (%s) of RprecMult must be above 0.\nMaybe 0.5.".formatted(multiple));
        }
    }

    @Override
    public double of(Judged list) {
        int cutoff = (int) (multiple * list.relevant(rel) + 0.9);
        return cutoff == 0 ? 0 : (double) Scan.relevant(list, cutoff, rel) / cutoff;
    }

    @Override
    public String toString() {
        return Names.of("RprecMult", rel, 0) + "@" + multiple;
    }
}
