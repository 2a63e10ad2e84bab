package dev.podium.method.pointwise;

import dev.podium.model.TokenLogProb;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * The tokens in which a model wrote its number.
 *
 * <p>They are found by their letters: what a model wrote is its tokens joined, and the number is the last one in its answer tag, or behind
 * its thoughts where it was held to the form and wrote no tag.
 *
 * @param tokens at least one, in order; the first holds the first digit, and may hold more
 */
record RatedTokens(List<TokenLogProb> tokens) {

    /** As many as services tell; eleven grades fit in. */
    static final int MOST_TOLD = 20;

    private static final String THOUGHTS_END = "</think>";
    private static final String TAG = "<answer>";
    private static final String TAG_END = "</answer>";

    /**
     * Those of the number in what was written.
     *
     * @throws IllegalArgumentException if the model told no tokens, or none that hold a number
     */
    static RatedTokens of(List<TokenLogProb> written) {
        StringBuilder joined = new StringBuilder();
        written.forEach(token -> joined.append(token.token()));
        String text = joined.toString().toLowerCase(Locale.ROOT);
        int from = after(text, THOUGHTS_END, 0);
        from = after(text, TAG, from);
        int close = text.indexOf(TAG_END, from);
        int end = close < 0 ? text.length() : close;
        while (end > from && !isDigit(text.charAt(end - 1))) {
            end--;
        }
        int begin = end;
        while (begin > from && isDigit(text.charAt(begin - 1))) {
            begin--;
        }
        List<TokenLogProb> tokens = new ArrayList<>();
        int at = 0;
        for (TokenLogProb token : written) {
            int next = at + token.token().length();
            if (next > begin && at < end) {
                tokens.add(token);
            }
            at = next;
        }
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException(
                    "The model told the probabilities of %d tokens it wrote, and none of them is of its number.\nMaybe score=plain, which needs no probabilities."
                            .formatted(written.size()));
        }
        return new RatedTokens(tokens);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static int after(String text, String mark, int from) {
        int at = text.lastIndexOf(mark);
        return at < from ? from : at + mark.length();
    }

    /** Of the whole number: a product where it is several tokens. */
    double probability() {
        return Math.exp(tokens.stream().mapToDouble(TokenLogProb::logProb).sum());
    }

    /**
     * The mean of the numbers up to the greatest, by what the model gave them at the first token, among themselves.
     *
     * <p>Where a 10 begins with the token of a 1, what that token got counts for both: the 10 gets its part of it where it was written, for
     * there the model told what it would write behind a 1; elsewhere all of it counts for the 1.
     */
    double expectation(int greatest) {
        TokenLogProb first = tokens.getFirst();
        TreeMap<Integer, Double> weights = new TreeMap<>();
        boolean told = false;
        for (TokenLogProb other : first.top()) {
            told |= other.token().equals(first.token());
            weigh(weights, other, greatest);
        }
        if (!told) {
            weigh(weights, first, greatest);
        }
        if (tokens.size() > 1) {
            double both = probability();
            int written = number(tokens, greatest);
            int begun = number(List.of(first), greatest);
            if (written >= 0 && begun >= 0) {
                weights.merge(begun, -both, Double::sum);
                weights.merge(written, both, Double::sum);
            }
        }
        double sum = 0;
        double mean = 0;
        for (var weight : weights.entrySet()) {
            sum += weight.getValue();
            mean += weight.getKey() * weight.getValue();
        }
        if (sum <= 0) {
            throw new IllegalArgumentException(
                    "The model told no number among the tokens \"%s\" and what it would have written there.\nMaybe score=plain."
                            .formatted(first.token()));
        }
        return mean / sum;
    }

    private static void weigh(TreeMap<Integer, Double> weights, TokenLogProb token, int greatest) {
        int number = number(List.of(token), greatest);
        if (number >= 0) {
            weights.merge(number, Math.exp(token.logProb()), Double::sum);
        }
    }

    /** -1 for what is no number from 0 on up to the greatest. */
    private static int number(List<TokenLogProb> tokens, int greatest) {
        StringBuilder text = new StringBuilder();
        tokens.forEach(token -> text.append(token.token()));
        String bare = text.toString().strip();
        if (!bare.matches("[0-9]{1,3}")) {
            return -1;
        }
        int number = Integer.parseInt(bare);
        return number <= greatest ? number : -1;
    }
}
