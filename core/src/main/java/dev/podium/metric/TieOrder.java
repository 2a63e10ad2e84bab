package dev.podium.metric;

import dev.podium.Hit;
import dev.podium.Ranking;
import java.util.Comparator;
import java.util.Map;

/** In what order candidates with equal scores are looked at. */
enum TieOrder {
    /** By id, falling in byte order. */
    TREC_EVAL,
    /** The same, but scores are equal where they are as 32-bit numbers. */
    TREC_EVAL_9,
    /** As they stand in the ranking. */
    INSERTION,
    /** By id, rising. */
    RISING_ID,
    /** Higher grades first. */
    BEST,
    /** Lower grades first. */
    WORST;

    Judged judged(Ranking ranking, Map<String, Integer> grades) {
        Comparator<Hit> grade = Comparator.comparingInt(
                hit -> grades.getOrDefault(hit.candidate().id(), Judged.UNJUDGED));
        return switch (this) {
            case TREC_EVAL -> Judged.of(ranking, grades);
            case TREC_EVAL_9 -> Judged.of(ranking, grades, true);
            case INSERTION -> byScore(ranking, grades, (_, _) -> 0);
            case RISING_ID ->
                byScore(
                        ranking,
                        grades,
                        Comparator.comparing(hit -> hit.candidate().id()));
            case BEST -> byScore(ranking, grades, grade.reversed());
            case WORST -> byScore(ranking, grades, grade);
        };
    }

    private static Judged byScore(Ranking ranking, Map<String, Integer> grades, Comparator<Hit> ties) {
        int[] retrieved = ranking.hits().stream()
                .sorted(Comparator.<Hit>comparingDouble(hit -> -hit.score() + 0.0)
                        .thenComparing(ties))
                .mapToInt(hit -> grades.getOrDefault(hit.candidate().id(), Judged.UNJUDGED))
                .toArray();
        return Judged.of(
                retrieved, grades.values().stream().mapToInt(Integer::intValue).toArray());
    }
}
