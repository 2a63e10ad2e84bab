package dev.podium.metric;

import java.util.Arrays;
import java.util.Locale;

/**
 * How far a ranking does what readers preferred: trec_eval's {@code prefs_} measures, by its names.
 *
 * <p>A preference of one document to another is fulfilled where the ranking has them in that order. The names' ends tell
 * which pairs count: {@code _ret} those with both retrieved, {@code _imp} those with at least one, whose other stands below
 * it; without an end all, of which those with neither retrieved are not fulfilled. What stands before tells how they are
 * counted: {@code simp} fulfilled over possible; {@code pair} the mean over pairs of documents of the share of readers
 * agreed with; {@code avgjg} the mean over readers; {@code avgjg_Rnonrel} the same as if each had judged as many not
 * relevant as relevant. 0 where nothing is preferred.
 *
 * @since 0.1.0
 */
public enum PreferenceMeasure {
    /** How many preferences there are; summed over queries. */
    NUM_PREFS_POSS,
    /** How many are fulfilled; summed over queries. */
    NUM_PREFS_FUL,
    /** How many are fulfilled with both retrieved; summed over queries. */
    NUM_PREFS_FUL_RET,
    /** Fulfilled over possible, all pairs. */
    SIMP,
    /** Mean over pairs of documents, all pairs. */
    PAIR,
    /** Mean over readers, all pairs. */
    AVGJG,
    /** Mean over readers, as many not relevant as relevant, all pairs. */
    AVGJG_RNONREL,
    /** Fulfilled over possible, both retrieved. */
    SIMP_RET,
    /** Mean over pairs of documents, both retrieved. */
    PAIR_RET,
    /** Mean over readers, both retrieved. */
    AVGJG_RET,
    /** Mean over readers, as many not relevant as relevant, both retrieved. */
    AVGJG_RNONREL_RET,
    /** Fulfilled over possible, at least one retrieved. */
    SIMP_IMP,
    /** Mean over pairs of documents, at least one retrieved. */
    PAIR_IMP,
    /** Mean over readers, at least one retrieved. */
    AVGJG_IMP;

    /** Whether it is a number of preferences, which is summed over queries and not averaged. */
    public boolean count() {
        return this == NUM_PREFS_POSS || this == NUM_PREFS_FUL || this == NUM_PREFS_FUL_RET;
    }

    /**
     * The measure of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static PreferenceMeasure parse(String name) {
        return Arrays.stream(values())
                .filter(measure -> measure.toString().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("There is no measure of preferences \"%s\".\nAll of them: %s."
                                .formatted(name, Arrays.toString(values()))));
    }

    double of(Preferred list) {
        return switch (this) {
            case NUM_PREFS_POSS -> total(list, Preferred.Pairs.ALL).possible();
            case NUM_PREFS_FUL -> total(list, Preferred.Pairs.ALL).fulfilled();
            case NUM_PREFS_FUL_RET -> total(list, Preferred.Pairs.RETRIEVED).fulfilled();
            case SIMP -> total(list, Preferred.Pairs.ALL).ratio();
            case SIMP_RET -> total(list, Preferred.Pairs.RETRIEVED).ratio();
            case SIMP_IMP -> total(list, Preferred.Pairs.IMPLIED).ratio();
            case PAIR -> list.meanOverPairs(Preferred.Pairs.ALL);
            case PAIR_RET -> list.meanOverPairs(Preferred.Pairs.RETRIEVED);
            case PAIR_IMP -> list.meanOverPairs(Preferred.Pairs.IMPLIED);
            case AVGJG -> meanOverReaders(list, Preferred.Pairs.ALL);
            case AVGJG_RET -> meanOverReaders(list, Preferred.Pairs.RETRIEVED);
            case AVGJG_IMP -> meanOverReaders(list, Preferred.Pairs.IMPLIED);
            case AVGJG_RNONREL -> asManyNonRelevant(list, false);
            case AVGJG_RNONREL_RET -> asManyNonRelevant(list, true);
        };
    }

    private static Preferred.Tally total(Preferred list, Preferred.Pairs pairs) {
        return list.groups().stream()
                .map(order -> list.tally(order, pairs))
                .reduce(new Preferred.Tally(0, 0), Preferred.Tally::plus);
    }

    private static double meanOverReaders(Preferred list, Preferred.Pairs pairs) {
        double sum = 0;
        for (Preferred.Order order : list.groups()) {
            sum += list.tally(order, pairs).ratio();
        }
        return sum == 0 ? 0 : sum / list.groups().size();
    }

    private static double asManyNonRelevant(Preferred list, boolean retrievedOnly) {
        double sum = 0;
        for (Preferred.Order order : list.groups()) {
            Preferred.Tally tally = AsManyNonRelevant.tally(list, order, retrievedOnly);
            // trec_eval divides 0 by 0 here, and one such reader makes the query 0
            sum += (double) tally.fulfilled() / tally.possible();
        }
        return sum > 0 ? sum / list.groups().size() : 0;
    }

    /** trec_eval's name, such as {@code prefs_simp}. */
    @Override
    public String toString() {
        return "prefs_" + name().toLowerCase(Locale.ROOT).replace("rnonrel", "Rnonrel");
    }
}
