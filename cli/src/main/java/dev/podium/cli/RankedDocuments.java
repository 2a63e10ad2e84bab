package dev.podium.cli;

import dev.podium.Content;
import dev.podium.Hit;
import dev.podium.Ranking;
import java.io.PrintStream;
import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The results of a reranking as JSON prints them, made one at a time: 100,000 of them are never held. */
final class RankedDocuments extends AbstractList<Map<String, Object>> {

    private static final int SHOWN = 100;

    private final Ranking ranking;
    private final Map<String, Map<String, JsonNode>> metadata;

    RankedDocuments(Ranking ranking, Map<String, Map<String, JsonNode>> metadata) {
        this.ranking = ranking;
        this.metadata = metadata;
    }

    @Override
    public Map<String, Object> get(int i) {
        Hit hit = ranking.hits().get(i);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("rank", i + 1);
        result.put("id", hit.candidate().id());
        result.put("score", hit.score());
        if (hit.candidate().content() instanceof Content.Text text) {
            if (!text.title().isEmpty()) {
                result.put("title", text.title());
            }
            result.put("text", text.body());
        }
        metadata.getOrDefault(hit.candidate().id(), Map.of()).forEach(result::putIfAbsent);
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
            String text = hit.candidate().content() instanceof Content.Text prose ? prose.value() : "";
            String line = text.replaceAll("\\s+", " ");
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
