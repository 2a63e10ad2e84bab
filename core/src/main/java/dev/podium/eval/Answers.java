package dev.podium.eval;

import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Run;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * What all systems returned for all queries.
 *
 * @param runs one a system, under its name
 * @param pipelines one a system, printed in full
 * @param timings one a system, null where it was ready-made
 * @param failures in the order in which they came
 */
record Answers(List<Run> runs, List<String> pipelines, List<@Nullable Timing> timings, List<Failure> failures) {

    /** Asks every system every query; a stage that several share is asked once. */
    static Answers of(
            List<Query> queries, List<Contestant> contestants, List<String> names, Progress progress, Clock clock) {
        Plan plan = new Plan();
        Map<Integer, Integer> last = new HashMap<>();
        Map<Integer, List<Integer>> needs = new HashMap<>();
        for (int s = 0; s < contestants.size(); s++) {
            if (contestants.get(s) instanceof Contestant.Runs(var retriever)) {
                int end = plan.add(retriever);
                last.put(s, end);
                needs.put(s, plan.needs(end));
            }
        }
        List<SequencedMap<String, Ranking>> rankings = new ArrayList<>();
        contestants.forEach(c -> rankings.add(new LinkedHashMap<>()));
        long[][] nanos = new long[contestants.size()][queries.size()];
        List<Failure> failures = new ArrayList<>();
        for (int q = 0; q < queries.size(); q++) {
            Query query = queries.get(q);
            List<Answer> answers = plan.run(query, clock);
            for (int s = 0; s < contestants.size(); s++) {
                Integer end = last.get(s);
                if (end != null) {
                    Answer answer = answers.get(end);
                    for (int stage : needs.getOrDefault(s, List.of())) {
                        nanos[s][q] += answers.get(stage).nanos();
                    }
                    if (answer.ranking() != null) {
                        rankings.get(s).put(query.id(), answer.ranking());
                    }
                    if (answer.trouble() != null) {
                        failures.add(new Failure(
                                names.get(s),
                                query.id(),
                                answer.limited() && answer.ranking() != null
                                        ? Failure.Kind.LIMITED
                                        : Failure.Kind.FAILED,
                                answer.trouble()));
                    }
                }
            }
            progress.at(new Progress.Step(q + 1, queries.size(), query.id(), failures.size()));
        }
        List<Run> runs = new ArrayList<>();
        List<@Nullable Timing> timings = new ArrayList<>();
        for (int s = 0; s < contestants.size(); s++) {
            switch (contestants.get(s)) {
                case Contestant.Runs _ -> {
                    runs.add(new Run(names.get(s), rankings.get(s)));
                    timings.add(Timing.of(nanos[s]));
                }
                case Contestant.Ready(Run run) -> {
                    runs.add(run.tag().equals(names.get(s)) ? run : new Run(names.get(s), run.rankings()));
                    timings.add(null);
                }
            }
        }
        return new Answers(
                List.copyOf(runs),
                contestants.stream().map(Contestant::pipeline).toList(),
                timings,
                List.copyOf(failures));
    }
}
