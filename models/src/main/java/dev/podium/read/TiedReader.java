package dev.podium.read;

import java.util.List;

/**
 * Reads an order that may hold ties: {@code [3] > [2] = [4] > [1]}, on the last line.
 *
 * <p>Ties stay as they were shown: within a group of equals the one shown first comes first. Source: Rank-K (arXiv 2505.14432). Departs
 * from its code, which stops reading at the first repeated number: it is dropped and reading goes on.
 *
 * @since 0.1.0
 */
public record TiedReader() implements Reader {

    @Override
    public Reading read(String answer, int n) {
        String line = Where.LAST_LINE.in(answer);
        Named named = new Named(n);
        for (String group : (line == null ? "" : line).split(">", -1)) {
            List<Long> equals = Digits.numbers(group, n + 1L);
            equals.stream().sorted().forEach(number -> named.take(number - 1));
        }
        return named.reading(answer);
    }
}
