package dev.podium.fuse;

import dev.podium.Candidate;
import dev.podium.Qrels;
import dev.podium.Ranking;
import dev.podium.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which places of a run held something relevant: all that a trained fusion learns from. */
final class RelevantPlaces {

    private RelevantPlaces() {}

    /** For each judged query, [rank - 1] whether grade 1 or more stands there; empty where the run lacks the query. */
    static List<boolean[]> of(Run run, Qrels qrels) {
        List<boolean[]> lists = new ArrayList<>();
        qrels.grades().forEach((query, grades) -> lists.add(of(run.rankings().get(query), grades)));
        return lists;
    }

    private static boolean[] of(@Nullable Ranking ranking, Map<String, Integer> grades) {
        List<Candidate> candidates = ranking == null ? List.of() : ranking.candidates();
        boolean[] relevant = new boolean[candidates.size()];
        for (int i = 0; i < relevant.length; i++) {
            relevant[i] = grades.getOrDefault(candidates.get(i).id(), 0) >= 1;
        }
        return relevant;
    }

    /** Refuses to learn from nothing. */
    static void requireTraining(List<Run> runs, Qrels qrels) {
        if (runs.isEmpty()) {
            throw new IllegalArgumentException("A fusion learns from at least one run, but got none.");
        }
        for (Run run : runs) {
            if (run.rankings().keySet().stream().noneMatch(qrels.grades()::containsKey)) {
                throw new IllegalArgumentException(
                        "The run \"%s\" has none of the %d judged queries to learn from.\nMaybe the qrels are of another collection."
                                .formatted(run.tag(), qrels.grades().size()));
            }
        }
    }

    /** How many of the places from index {@code from} up to but without {@code to} are relevant. */
    static int count(boolean[] relevant, int from, int to) {
        int count = 0;
        for (int i = from; i < Math.min(to, relevant.length); i++) {
            count += relevant[i] ? 1 : 0;
        }
        return count;
    }

    /** The share of relevant places among these, averaged over the lists; what a list is too short for is not relevant. */
    static double meanPrecision(List<boolean[]> lists, int from, int to) {
        double sum = 0;
        for (boolean[] relevant : lists) {
            sum += (double) count(relevant, from, to) / (to - from);
        }
        return sum / lists.size();
    }
}
