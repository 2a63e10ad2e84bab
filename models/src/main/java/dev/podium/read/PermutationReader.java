package dev.podium.read;

import dev.podium.prompt.Ids;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an order of numbered candidates: {@code [2] > [1] > [3]}.
 *
 * <p>Reads every number of the answer, with or without brackets, since prompts that end in "[" are answered with
 * {@code 2] > [1]} and some models leave the brackets out. What stands before the last {@code </think>} is thought, not
 * answer. Superscript, subscript, circled and full-width digits count as digits: models fall into them.
 *
 * <p>Where ids are letters, a letter counts where it stands in brackets; only where none does, where it stands alone between the signs of
 * an order. "A" and "I" are words too, and chatter must not become a ranking.
 *
 * <p>Mends by the rule of the field: the first mention counts, numbers that were not shown are dropped, candidates not
 * named follow in the order shown. An answer without any number is {@link Reading.Unreadable}; so is one whose numbers
 * are all out of range.
 *
 * <p>Source: the parser that RankGPT (arXiv 2304.09542) introduced and RankLLM made common. Departs from it: what was
 * wrong is told instead of lost, and an answer without numbers is not taken for agreement with the order shown.
 *
 * @param ids of the passages
 * @param where in what was written the order stands
 * @since 0.1.0
 */
public record PermutationReader(Ids ids, Where where) implements Reader {

    private static final Pattern BRACKETED = Pattern.compile("\\[\\s*([A-Za-z])\\s*\\]?");
    private static final Pattern ALONE = Pattern.compile("(?:^|[>\\s])([A-Za-z])(?=\\s*(?:[>.\\]]|$))");
    private static final String ORDER = ">";

    /** Of numbers, after the thoughts. */
    public PermutationReader() {
        this(Ids.NUMBERS, Where.AFTER_THOUGHTS);
    }

    @Override
    public Reading read(String answer, int n) {
        String text = where.in(answer);
        if (text == null) {
            return n == 0 ? new Reading.Clean(List.of()) : new Reading.Unreadable(answer);
        }
        Named named = new Named(n);
        switch (ids) {
            case NUMBERS -> Digits.numbers(text, n + 1L).forEach(number -> named.take(number - 1));
            case NUMBERS_FROM_ZERO -> Digits.numbers(text, n + 1L).forEach(named::take);
            case LETTERS -> letters(text, named);
        }
        return named.reading(answer);
    }

    private static void letters(String text, Named named) {
        Matcher bracketed = BRACKETED.matcher(text);
        boolean any = false;
        while (bracketed.find()) {
            any = true;
            named.take(index(bracketed.group(1)));
        }
        // an order begun by the prompt's own "[" comes back without it: A] > [B]
        if (!any || text.strip().matches("(?s)[A-Za-z]\\]\\s*>.*")) {
            if (any) {
                named.takeFirst(index(text.strip().substring(0, 1)));
            } else if (text.contains(ORDER) || text.strip().matches("[A-Za-z][\\].]?")) {
                Matcher alone = ALONE.matcher(text);
                while (alone.find()) {
                    named.take(index(alone.group(1)));
                }
            }
        }
    }

    private static int index(String letter) {
        return Character.toUpperCase(letter.charAt(0)) - 'A';
    }
}
