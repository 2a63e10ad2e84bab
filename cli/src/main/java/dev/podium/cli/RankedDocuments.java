package dev.podium.cli;

import dev.podium.Hit;
import dev.podium.Ranking;
import java.io.PrintStream;
import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The results of a reranking as JSON prints them, made one at a time: 100,000 of them are never held.
 *
 * <p>A document's own fields stand beside rank and score under their own names. One whose name is taken there stands in an
 * object {@code given}, so that a rank or score that came along is neither lost nor taken for ours.
 */
final class RankedDocuments extends AbstractList<Map<String, Object>> {

    /** Names that a result needs itself. */
    static final Set<String> FIXED = Set.of("rank", "id", "score", "title", "text", "given");

    private static final int SHOWN = 100;

    private final Ranking ranking;

    RankedDocuments(Ranking ranking) {
        this.ranking = ranking;
    }

    @Override
    public Map<String, Object> get(int i) {
        Hit hit = ranking.hits().get(i);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("rank", i + 1);
        result.put("id", hit.candidate().id());
        result.put("score", hit.score());
        DocumentLine document = Documents.line(hit.candidate());
        if (!document.text().title().isEmpty()) {
            result.put("title", document.text().title());
        }
        result.put("text", document.text().body());
        Map<String, Object> given = new LinkedHashMap<>();
        document.others().forEach((name, value) -> (FIXED.contains(name) ? given : result).put(name, value));
        if (!given.isEmpty()) {
            result.put("given", given);
        }
        return result;
    }

    @Override
    public int size() {
        return ranking.size();
    }

    /** A line each, for people. */
    static void print(Ranking ranking, PrintStream out) {
        int rank = 1;
        for (Hit hit : ranking) {
            String line = Documents.line(hit.candidate()).text().value().replaceAll("\\s+", " ");
            out.printf(
                    Locale.ROOT,
                    "%4d  %8.4f  %-12s  %s%n",
                    rank++,
                    hit.score(),
                    hit.candidate().id(),
                    line.length() > SHOWN ? line.substring(0, SHOWN - 3) + "..." : line);
        }
    }
}
