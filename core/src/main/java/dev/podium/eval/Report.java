package dev.podium.eval;

import dev.podium.Query;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * What an experiment found, as values; {@code dev.podium.report} turns it into pages and tables.
 *
 * @param about what the reader shall know of it (collection, index, machine), in order; put in by {@link Experiment#about}
 * @param queries those that count, in the order asked
 * @param metrics names of the metrics, the main one first
 * @param systems in the order given, the baseline among them
 * @param baseline its name
 * @param family the tests corrected together
 * @param comparisons every system but the baseline by every metric: all systems by the first metric first
 * @param coverage which queries count and which do not
 * @param undefined metric to the queries left out of it for all systems, because it is undefined (NaN) for some
 * @param failures every query on which a system failed or ran out of a limit
 * @since 0.1.0
 */
public record Report(
        SequencedMap<String, String> about,
        List<Query> queries,
        List<String> metrics,
        List<Scored> systems,
        String baseline,
        Family family,
        List<Comparison> comparisons,
        Coverage coverage,
        SequencedMap<String, List<String>> undefined,
        List<Failure> failures) {
    public Report {
        about = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(about));
        queries = List.copyOf(queries);
        metrics = List.copyOf(metrics);
        systems = List.copyOf(systems);
        comparisons = List.copyOf(comparisons);
        undefined = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(undefined));
        failures = List.copyOf(failures);
    }

    /**
     * One system.
     *
     * @throws IllegalArgumentException if there is none of that name
     */
    public Scored system(String name) {
        return systems.stream()
                .filter(system -> system.name().equals(name))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("There is no system \"%s\" in the report.\nMaybe one of: %s."
                                .formatted(
                                        name,
                                        String.join(
                                                ", ",
                                                systems.stream()
                                                        .map(Scored::name)
                                                        .toList()))));
    }

    /** The comparisons by one metric, in the order of the systems. */
    public List<Comparison> by(String metric) {
        return comparisons.stream().filter(c -> c.metric().equals(metric)).toList();
    }

    /** The system with the highest mean by a metric; the first of them where several share it. */
    public Scored best(String metric) {
        Scored best = systems.getFirst();
        for (Scored system : systems) {
            best = system.by(metric).mean() > best.by(metric).mean() ? system : best;
        }
        return best;
    }

    /** The settings of the tests. */
    public Settings settings() {
        return family.settings();
    }
}
