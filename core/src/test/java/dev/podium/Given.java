package dev.podium;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random but repeatable cases for properties; every failure names the seed that made it. */
public final class Given {

    private Given() {}

    /** One case. */
    @FunctionalInterface
    public interface Property {
        void holdsFor(Random random) throws Exception;
    }

    /** Tries a property on many cases. */
    public static void cases(int count, Property property) {
        for (long seed = 0; seed < count; seed++) {
            try {
                property.holdsFor(new Random(seed));
            } catch (Exception | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }

    /** Candidates d0, d1, ... in this order, with first-stage scores that fall, some of them equal. */
    public static Ranking ranking(Random random, int n) {
        List<Hit> hits = new ArrayList<>();
        double score = 100;
        for (int i = 0; i < n; i++) {
            score -= random.nextInt(3);
            hits.add(new Hit(new Candidate("d" + i, Content.text("text " + i), Map.of("place", "" + i)), score));
        }
        return new Ranking(Query.of("q" + random.nextInt(1000), "which?"), hits, Scale.REAL);
    }

    /** How good each candidate is in truth: all different, in random order. */
    public static Map<String, Double> truth(Random random, Ranking ranking) {
        List<Integer> worth = new ArrayList<>();
        for (int i = 0; i < ranking.size(); i++) {
            worth.add(i);
        }
        java.util.Collections.shuffle(worth, random);
        Map<String, Double> truth = new LinkedHashMap<>();
        for (int i = 0; i < ranking.size(); i++) {
            truth.put(ranking.ids().get(i), worth.get(i).doubleValue());
        }
        return truth;
    }

    /** The candidates' ids, best in truth first. */
    public static List<String> best(Map<String, Double> truth) {
        return truth.entrySet().stream()
                .sorted(Map.Entry.<String, Double>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
    }
}
