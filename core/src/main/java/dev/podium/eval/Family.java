package dev.podium.eval;

import java.util.List;
import java.util.Locale;

/**
 * The tests that are corrected together: every system but the baseline, by every metric.
 *
 * @param baseline against which all are tested; never itself a member
 * @param systems the others
 * @param metrics by which they are tested
 * @param settings test, correction and level
 * @since 0.1.0
 */
public record Family(String baseline, List<String> systems, List<String> metrics, Settings settings) {
    public Family {
        systems = List.copyOf(systems);
        metrics = List.copyOf(metrics);
    }

    /** How many tests it has. */
    public int size() {
        return systems.size() * metrics.size();
    }

    /** The family in a sentence. */
    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d %s (%d %s against %s by %d %s), %s, %s at %s",
                size(),
                size() == 1 ? "test" : "tests",
                systems.size(),
                systems.size() == 1 ? "system" : "systems",
                baseline,
                metrics.size(),
                metrics.size() == 1 ? "metric" : "metrics",
                settings.test(),
                settings.correction(),
                settings.alpha());
    }
}
