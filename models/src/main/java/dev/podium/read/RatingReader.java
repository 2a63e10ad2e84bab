package dev.podium.read;

import java.util.List;
import java.util.Set;

/**
 * Reads one whole number, such as a relevance from 0 to 10: the mark of the one candidate shown.
 *
 * <p>The last number of the place where the answer stands counts; where it is not alone there, the answer is mended.
 *
 * @param least included
 * @param greatest included; a number outside is unreadable, not bent to the end
 * @param where in what was written it stands
 * @since 0.1.0
 */
public record RatingReader(int least, int greatest, Where where) implements Reader {

    @Override
    public Reading read(String answer, int n) {
        String place = where.in(answer);
        String text = place == null ? "" : place;
        List<Long> numbers = Digits.numbers(text, greatest + 1L);
        if (numbers.isEmpty() || numbers.getLast() < least || numbers.getLast() > greatest) {
            return new Reading.Unreadable(answer);
        }
        List<Mark> mark = List.of(new Mark(0, numbers.getLast()));
        return text.strip().matches("\\d+")
                ? new Reading.Clean(mark)
                : new Reading.Mended(mark, Set.of(Flaw.WRONG_FORM));
    }
}
