package dev.podium;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/**
 * What one system returned for many queries.
 *
 * @param tag the system's name
 * @param rankings by query id, in the order in which they were made
 * @since 0.1.0
 */
public record Run(String tag, SequencedMap<String, Ranking> rankings) {
    public Run {
        Objects.requireNonNull(tag, "tag");
        for (Map.Entry<String, Ranking> entry : rankings.entrySet()) {
            if (!entry.getKey().equals(entry.getValue().query().id())) {
                throw new IllegalArgumentException("The run \"%s\" files a ranking of query \"%s\" under \"%s\"."
                        .formatted(tag, entry.getValue().query().id(), entry.getKey()));
            }
        }
        rankings = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(rankings));
    }

    /**
     * A run of these rankings, one a query.
     *
     * @throws IllegalArgumentException if a query stands twice
     */
    public static Run of(String tag, List<Ranking> rankings) {
        SequencedMap<String, Ranking> byQuery = new LinkedHashMap<>();
        for (Ranking ranking : rankings) {
            if (byQuery.put(ranking.query().id(), ranking) != null) {
                throw new IllegalArgumentException("Query \"%s\" stands twice in the run \"%s\"."
                        .formatted(ranking.query().id(), tag));
            }
        }
        return new Run(tag, byQuery);
    }
}
