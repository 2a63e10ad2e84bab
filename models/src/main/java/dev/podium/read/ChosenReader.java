package dev.podium.read;

import dev.podium.prompt.Ids;

/**
 * Reads so many candidates out of those shown: {@code Document 3, Document 7, Document 1}.
 *
 * <p>Every number of the place where the answer stands counts, the first mention of each. Too many lose their last; too few are filled up
 * with those shown first, so that seeded groups send their best seeded on. Source: TourRank (arXiv 2406.11678); its code lets a wrong
 * number through.
 *
 * @param wanted how many
 * @param ids of the candidates; numbers
 * @param where in what was written the answer stands
 * @since 0.1.0
 */
public record ChosenReader(int wanted, Ids ids, Where where) implements Reader {

    @Override
    public Reading read(String answer, int n) {
        String text = where.in(answer);
        Named named = new Named(n);
        int first = ids == Ids.NUMBERS ? 1 : 0;
        for (long number : Digits.numbers(text == null ? "" : text, n + 1L)) {
            named.take(number - first);
        }
        return named.first(answer, Math.min(wanted, n));
    }
}
