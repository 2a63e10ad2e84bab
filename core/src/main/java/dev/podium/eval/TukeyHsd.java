package dev.podium.eval;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;

/**
 * Tukey's honestly significant difference: every pair of many systems at once, the family built in.
 *
 * <p>Its p-value asks how often the best and the worst of all systems lie as far apart as this pair, were there no
 * difference. No further correction is due. Sources: Tukey (1953); the blocked and the randomised forms as in
 * Carterette, "Multiple testing in statistical analysis of systems-based information retrieval experiments", TOIS 2012.
 *
 * @since 0.1.0
 */
public sealed interface TukeyHsd {

    /**
     * Tests every pair.
     *
     * @param values system name to query id to value; all systems on the same queries, at least two of each
     * @return pairs in the order of the systems, first with second, first with third, ...
     */
    List<Pair> of(SequencedMap<String, ? extends SequencedMap<String, Double>> values);

    /**
     * One pair of systems.
     *
     * @param difference mean of {@code one} minus mean of {@code other}
     * @param p over the family of all pairs
     */
    record Pair(String one, String other, double difference, double p) {}

    /** By the studentised range, with queries as blocks: the spread between queries is taken out, as IR data needs. */
    record Blocked() implements TukeyHsd {
        @Override
        public List<Pair> of(SequencedMap<String, ? extends SequencedMap<String, Double>> values) {
            ValueTable table = ValueTable.of(values);
            double[] systems = table.systemMeans();
            double[] queries = table.queryMeans();
            double grand = Moments.mean(systems);
            double squares = 0;
            for (int s = 0; s < systems.length; s++) {
                for (int q = 0; q < queries.length; q++) {
                    double rest = table.values()[s][q] - systems[s] - queries[q] + grand;
                    squares += rest * rest;
                }
            }
            int freedom = (systems.length - 1) * (queries.length - 1);
            return table.studentised(squares / freedom, freedom);
        }

        @Override
        public String toString() {
            return "Tukey HSD (queries as blocks)";
        }
    }

    /** By the studentised range, as if each system had its own queries: what ranx and SciPy compute. Finds less. */
    record OneWay() implements TukeyHsd {
        @Override
        public List<Pair> of(SequencedMap<String, ? extends SequencedMap<String, Double>> values) {
            ValueTable table = ValueTable.of(values);
            double squares = 0;
            for (double[] row : table.values()) {
                double deviation = Moments.deviation(row);
                squares += deviation * deviation * (row.length - 1);
            }
            int freedom = table.values().length * (table.values()[0].length - 1);
            return table.studentised(squares / freedom, freedom);
        }

        @Override
        public String toString() {
            return "Tukey HSD (one-way)";
        }
    }

    /**
     * By randomisation: on each query the systems' values are dealt out anew, and the range of the means so found is
     * compared with each difference. Assumes no shape at all.
     *
     * @param draws B, at least 1; p = (count + 1) / (B + 1)
     * @param seed of the draws
     */
    record Randomised(int draws, long seed) implements TukeyHsd {
        public Randomised {
            if (draws < 1) {
                throw new IllegalArgumentException(
                        "The number of draws (%d) must be at least 1.\nMaybe 10000.".formatted(draws));
            }
        }

        @Override
        public List<Pair> of(SequencedMap<String, ? extends SequencedMap<String, Double>> values) {
            ValueTable table = ValueTable.of(values);
            List<Pair> observed = table.pairs((one, other) -> 1);
            int[] counts = new int[observed.size()];
            int systems = table.values().length;
            int queries = table.values()[0].length;
            double[][] byQuery = new double[queries][systems];
            for (int s = 0; s < systems; s++) {
                for (int q = 0; q < queries; q++) {
                    byQuery[q][s] = table.values()[s][q];
                }
            }
            SplitMix random = new SplitMix(seed);
            double[] sums = new double[systems];
            for (int draw = 0; draw < draws; draw++) {
                Arrays.fill(sums, 0);
                for (double[] dealt : byQuery) {
                    for (int s = systems - 1; s > 0; s--) {
                        int with = random.below(s + 1);
                        double held = dealt[s];
                        dealt[s] = dealt[with];
                        dealt[with] = held;
                    }
                    for (int s = 0; s < systems; s++) {
                        sums[s] += dealt[s];
                    }
                }
                double high = Arrays.stream(sums).max().orElseThrow();
                double low = Arrays.stream(sums).min().orElseThrow();
                double range = (high - low) / queries;
                for (int i = 0; i < counts.length; i++) {
                    counts[i] += range >= Math.abs(observed.get(i).difference()) - 1e-12 ? 1 : 0;
                }
            }
            List<Pair> pairs = new ArrayList<>();
            for (int i = 0; i < counts.length; i++) {
                Pair pair = observed.get(i);
                pairs.add(new Pair(pair.one(), pair.other(), pair.difference(), (counts[i] + 1.0) / (draws + 1.0)));
            }
            return List.copyOf(pairs);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "randomised Tukey HSD (B = %,d, seed %d)", draws, seed);
        }
    }
}
