package dev.podium.eval;

import dev.podium.Run;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * One system, measured.
 *
 * @param name of the system
 * @param pipeline what it is: its stages in full where the name hides them, or that it is a ready-made run
 * @param run what it returned, of every query that was answered, judged or not
 * @param measured one a metric, by its name
 * @param timing null where the run was ready-made
 * @param empty counted queries for which it returned nothing, in the order asked
 * @since 0.1.0
 */
public record Scored(
        String name,
        String pipeline,
        Run run,
        SequencedMap<String, Measured> measured,
        @Nullable Timing timing,
        List<String> empty) {
    public Scored {
        measured = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(measured));
        empty = List.copyOf(empty);
    }

    /**
     * A metric's values.
     *
     * @throws IllegalArgumentException if it was not measured
     */
    public Measured by(String metric) {
        Measured values = measured.get(metric);
        if (values == null) {
            throw new IllegalArgumentException("There is no metric \"%s\" in the report.\nMaybe one of: %s."
                    .formatted(metric, String.join(", ", measured.keySet())));
        }
        return values;
    }

    /**
     * A metric's values.
     *
     * @param values query id to value, finite, in the order asked
     * @param mean of the values; 0 where there are none
     * @param ties between which means the order of equal scores decides
     */
    public record Measured(SequencedMap<String, Double> values, double mean, TieRange ties) {
        public Measured {
            values = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(values));
        }
    }
}
