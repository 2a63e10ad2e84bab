package dev.podium.read;

import dev.podium.prompt.Ids;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Reads one candidate out of those shown: {@code Passage B}, {@code [3]} or the id alone.
 *
 * <p>An answer that is the id, in brackets or not, with the word before it or not, is clean. Among other words the first id counts that
 * stands in brackets or behind the word, and the answer is mended; a lone letter or number in a sentence is no answer.
 *
 * @param ids of the candidates
 * @param word that may stand before an id, such as {@code Passage}
 * @param where in what was written the answer stands
 * @since 0.1.0
 */
public record LabelReader(Ids ids, String word, Where where) implements Reader {

    @Override
    public Reading read(String answer, int n) {
        String text = where.in(answer);
        if (text == null) {
            return new Reading.Unreadable(answer);
        }
        String id = ids == Ids.LETTERS ? "([A-Za-z])" : "([0-9]{1,9})";
        String spoken = Pattern.quote(word.toLowerCase(Locale.ROOT));
        String bare = text.strip().toLowerCase(Locale.ROOT);
        Matcher exact = Pattern.compile(
                        "(?:" + spoken + "\\s*)?[\\[(\"']?" + id.toLowerCase(Locale.ROOT) + "[\\])\"'.:]*")
                .matcher(bare);
        if (exact.matches()) {
            int index = index(exact.group(1), n);
            return index < 0 ? new Reading.Unreadable(answer) : new Reading.Clean(List.of(new Mark(index, 1)));
        }
        Matcher among = Pattern.compile(
                        "\\[" + id + "\\]|\\b" + spoken + "\\s+[\\[\"']?" + id + "\\b", Pattern.CASE_INSENSITIVE)
                .matcher(text);
        while (among.find()) {
            int index = index(among.group(1) == null ? among.group(2) : among.group(1), n);
            if (index >= 0) {
                return new Reading.Mended(List.of(new Mark(index, 1)), Set.of(Flaw.WRONG_FORM));
            }
        }
        return new Reading.Unreadable(answer);
    }

    /** -1 for what was not shown. */
    private int index(String id, int n) {
        return IntStream.range(0, Math.min(n, ids.most()))
                .filter(index -> ids.of(index).equalsIgnoreCase(id))
                .findFirst()
                .orElse(-1);
    }
}
