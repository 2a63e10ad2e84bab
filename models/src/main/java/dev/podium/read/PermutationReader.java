package dev.podium.read;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Reads an order of numbered candidates: {@code [2] > [1] > [3]}.
 *
 * <p>Reads every number of the answer, with or without brackets, since prompts that end in "[" are answered with
 * {@code 2] > [1]} and some models leave the brackets out. What stands before the last {@code </think>} is thought, not
 * answer. Superscript, subscript, circled and full-width digits count as digits: models fall into them.
 *
 * <p>Mends by the rule of the field: the first mention counts, numbers that were not shown are dropped, candidates not
 * named follow in the order shown. An answer without any number is {@link Reading.Unreadable}; so is one whose numbers
 * are all out of range.
 *
 * <p>Source: the parser that RankGPT (arXiv 2304.09542) introduced and RankLLM made common. Departs from it: what was
 * wrong is told instead of lost, and an answer without numbers is not taken for agreement with the order shown.
 *
 * @since 0.1.0
 */
public record PermutationReader() implements Reader {

    private static final String THOUGHT_END = "</think>";

    @Override
    public Reading read(String answer, int n) {
        boolean[] named = new boolean[n];
        List<Mark> marks = new ArrayList<>(n);
        Set<Flaw> flaws = EnumSet.noneOf(Flaw.class);

        int thought = answer.lastIndexOf(THOUGHT_END);
        int i = thought < 0 ? 0 : thought + THOUGHT_END.length();
        while (i < answer.length()) {
            if (digit(answer.codePointAt(i)) < 0) {
                i += Character.charCount(answer.codePointAt(i));
                continue;
            }
            long number = 0;
            while (i < answer.length() && digit(answer.codePointAt(i)) >= 0) {
                // held at n + 1: a number of forty digits is out of range, not an overflow into it
                number = Math.min(number * 10 + digit(answer.codePointAt(i)), n + 1L);
                i += Character.charCount(answer.codePointAt(i));
            }
            take(number, named, marks, flaws);
        }

        if (marks.isEmpty() && n > 0) {
            return new Reading.Unreadable(answer);
        }
        for (int missing = 0; missing < n; missing++) {
            if (!named[missing]) {
                flaws.add(Flaw.MISSING);
                marks.add(new Mark(missing, 1.0 / (marks.size() + 1)));
            }
        }
        return flaws.isEmpty() ? new Reading.Clean(marks) : new Reading.Mended(marks, flaws);
    }

    private static void take(long number, boolean[] named, List<Mark> marks, Set<Flaw> flaws) {
        if (number < 1 || number > named.length) {
            flaws.add(Flaw.OUT_OF_RANGE);
            return;
        }
        int index = (int) number - 1;
        if (named[index]) {
            flaws.add(Flaw.REPEATED);
            return;
        }
        named[index] = true;
        marks.add(new Mark(index, 1.0 / (marks.size() + 1)));
    }

    /** 0..9, or -1 for what is no digit; circled ten and above are no single digit and stay unread. */
    private static int digit(int c) {
        if (c >= '0' && c <= '9') {
            return c - '0';
        }
        return switch (c) {
            case '\u00B2', '\u00B3' -> c - '\u00B0'; // superscript 2 and 3 stand apart from the others
            case '\u00B9' -> 1;
            case '\u24EA' -> 0; // so does circled 0
            default ->
                c == '\u2070' || (c >= '\u2074' && c <= '\u2079')
                        ? c - '\u2070'
                        : c >= '\u2080' && c <= '\u2089'
                                ? c - '\u2080'
                                : c >= '\u2460' && c <= '\u2468'
                                        ? c - '\u2460' + 1
                                        : c >= '\uFF10' && c <= '\uFF19' ? c - '\uFF10' : -1;
        };
    }
}
