package dev.podium.judge;

import dev.podium.Candidate;
import dev.podium.Slate;
import dev.podium.ask.Scorer;
import dev.podium.model.PlainText;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * BM25 over the list itself, for methods that show term matching where the stage before left no scores.
 *
 * <p>Terms are runs of letters and digits in lower case, unstemmed; the list is the collection, so that a term in all of its candidates
 * tells little of any. Scores are comparable within the list alone.
 *
 * <p>Source: Robertson et al., Okapi at TREC-3, with Lucene's idf {@code log(1 + (N - df + 0.5) / (df + 0.5))}, which is never below 0.
 *
 * @param k1 saturation of a term's frequency, 0 or more
 * @param b how much length counts, in 0..1
 * @since 0.1.0
 */
public record ListBm25(double k1, double b) implements Scorer {

    private static final Pattern TERM = Pattern.compile("[\\p{L}\\p{N}]+");

    /** As Podium's own retriever is set. */
    public ListBm25() {
        this(0.9, 0.4);
    }

    @Override
    public double[] score(Slate slate) {
        List<Map<String, Integer>> documents =
                slate.candidates().stream().map(ListBm25::counts).toList();
        Map<String, Integer> holding = new HashMap<>();
        long total = 0;
        for (Map<String, Integer> document : documents) {
            document.keySet().forEach(term -> holding.merge(term, 1, Integer::sum));
            total += length(document);
        }
        double mean = documents.isEmpty() ? 0 : (double) total / documents.size();
        double[] scores = new double[documents.size()];
        for (String term : new LinkedHashSet<>(terms(PlainText.of(slate.query())))) {
            double df = holding.getOrDefault(term, 0);
            double idf = Math.log(1 + (documents.size() - df + 0.5) / (df + 0.5));
            for (int i = 0; i < scores.length; i++) {
                double tf = documents.get(i).getOrDefault(term, 0);
                if (tf > 0) {
                    scores[i] += idf * tf / (tf + k1 * (1 - b + b * length(documents.get(i)) / mean));
                }
            }
        }
        return scores;
    }

    private static long length(Map<String, Integer> document) {
        return document.values().stream().mapToLong(Integer::longValue).sum();
    }

    private static Map<String, Integer> counts(Candidate candidate) {
        Map<String, Integer> counts = new HashMap<>();
        terms(PlainText.of(candidate)).forEach(term -> counts.merge(term, 1, Integer::sum));
        return counts;
    }

    private static List<String> terms(String text) {
        return TERM.matcher(text.toLowerCase(Locale.ROOT))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    /** No model is asked. */
    @Override
    public long calls(int size) {
        return 0;
    }
}
