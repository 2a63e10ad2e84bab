package dev.podium.metric;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How other systems did on each query, to tell a value by how far it stands from theirs.
 *
 * @param references by query id, then by trec_eval's name of the measure
 * @since 0.1.0
 */
public record ZScores(Map<String, Map<String, Reference>> references) {

    /** Stands where nothing is known to compare with, as in trec_eval. */
    public static final double MISSING = -1_000_000;

    /**
     * The values of a set of systems for one query and measure.
     *
     * @param mean of them
     * @param deviation their standard deviation, not negative
     */
    public record Reference(double mean, double deviation) {
        public Reference {
            if (!(deviation >= 0) || Double.isNaN(mean)) {
                throw new IllegalArgumentException(
                        "The standard deviation (%s) must not be negative, and the mean (%s) must be a number."
                                .formatted(deviation, mean));
            }
        }
    }

    public ZScores {
        Map<String, Map<String, Reference>> copy = new LinkedHashMap<>();
        references.forEach(
                (query, measures) -> copy.put(query, Collections.unmodifiableMap(new LinkedHashMap<>(measures))));
        references = Collections.unmodifiableMap(copy);
    }

    /**
     * A value in standard deviations from the mean; 0 where it equals a mean without deviation, {@link #MISSING} where
     * there is nothing to compare with.
     */
    public double of(String query, String measure, double value) {
        Reference reference = references.getOrDefault(query, Map.of()).get(measure);
        if (reference == null) {
            return MISSING;
        }
        if (reference.deviation() == 0) {
            return value == reference.mean() ? 0 : MISSING;
        }
        return (value - reference.mean()) / reference.deviation();
    }
}
