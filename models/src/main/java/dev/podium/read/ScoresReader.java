package dev.podium.read;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads a score for each candidate out of a JSON object: {@code {"[1]": 7, "[2]": 0}}.
 *
 * <p>Reads the pairs of key and number of the last braces, whether or not they are sound JSON: {@code "[7]]": 3} and a missing last brace
 * are what models write, and say what they mean. The first score of a candidate counts. A candidate without a score has no mark here: it
 * has no vote, which is not a vote of zero.
 *
 * <p>Source: GroupRank (arXiv 2511.11653). Departs from its code, which gives a whole group zeros where it cannot be read.
 *
 * @param least score, included; what lies outside counts as out of range
 * @param greatest included
 * @since 0.1.0
 */
public record ScoresReader(double least, double greatest) implements Reader {

    private static final Pattern PAIR =
            Pattern.compile("[\"']?\\s*\\[*\\s*([0-9]{1,9})\\s*\\]*\\s*[\"']?\\s*:\\s*[\"']?(-?[0-9]+(?:\\.[0-9]+)?)");

    @Override
    public Reading read(String answer, int n) {
        String place = Where.ANSWER_TAG_OR_ALL.in(answer);
        String text = place == null ? "" : place;
        int brace = text.lastIndexOf('{');
        // without a brace, pairs such as "[1]: a 3" may be reasons
        Matcher pairs = PAIR.matcher(brace < 0 ? "" : text.substring(brace));
        boolean[] named = new boolean[n];
        List<Mark> marks = new ArrayList<>();
        Set<Flaw> flaws = EnumSet.noneOf(Flaw.class);
        while (pairs.find()) {
            int index = Integer.parseInt(pairs.group(1)) - 1;
            double score = Double.parseDouble(pairs.group(2));
            if (index < 0 || index >= n || score < least || score > greatest) {
                flaws.add(Flaw.OUT_OF_RANGE);
            } else if (named[index]) {
                flaws.add(Flaw.REPEATED);
            } else {
                named[index] = true;
                marks.add(new Mark(index, score));
            }
        }
        if (marks.isEmpty() && n > 0) {
            return new Reading.Unreadable(answer);
        }
        if (marks.size() < n) {
            flaws.add(Flaw.MISSING);
        }
        return flaws.isEmpty() ? new Reading.Clean(marks) : new Reading.Mended(marks, flaws);
    }
}
