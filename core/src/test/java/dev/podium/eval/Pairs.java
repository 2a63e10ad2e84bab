package dev.podium.eval;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import java.util.function.DoubleSupplier;

/** Pairs for tests: written out, or from a seed. */
final class Pairs {

    private Pairs() {}

    /** Queries q1, q2, ... */
    static Paired pairs(double[] system, double[] baseline) {
        List<String> queries = new ArrayList<>();
        for (int i = 1; i <= system.length; i++) {
            queries.add("q" + i);
        }
        return Paired.of(queries, system, baseline);
    }

    /** Pairs whose differences are these. */
    static Paired differences(double... differences) {
        return pairs(differences, new double[differences.length]);
    }

    static Paired random(int size, Random random, DoubleSupplier difference) {
        double[] system = new double[size];
        double[] baseline = new double[size];
        for (int i = 0; i < size; i++) {
            baseline[i] = random.nextDouble();
            system[i] = baseline[i] + difference.getAsDouble();
        }
        return pairs(system, baseline);
    }

    static SequencedMap<String, Double> values(Object... idsAndValues) {
        SequencedMap<String, Double> values = new LinkedHashMap<>();
        for (int i = 0; i < idsAndValues.length; i += 2) {
            values.put((String) idsAndValues[i], (Double) idsAndValues[i + 1]);
        }
        return values;
    }

    /** Ten queries of two systems, one tie of size and two zeros among the differences; SciPy's answers are in the tests. */
    static Paired ten() {
        return pairs(
                new double[] {.62, .31, .88, .45, .12, .97, .54, .33, .71, .26},
                new double[] {.51, .35, .70, .45, .10, .80, .33, .41, .60, .26});
    }
}
