package dev.podium.report;

import dev.podium.Qrels;
import dev.podium.Query;
import dev.podium.Retriever;
import dev.podium.eval.Bootstrap;
import dev.podium.eval.Experiment;
import dev.podium.eval.Lab;
import dev.podium.eval.Report;
import dev.podium.eval.Settings;
import dev.podium.eval.Signs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;

/** Reports small enough to work out by hand, and large ones from a seed. */
final class Samples {

    /** What no rendering may let through as markup. */
    static final String HOSTILE =
            "</script><img src=x onerror=alert(1)> & \"quoted\" 'single' \\end{table} | $x_1$ \ud800";

    private static final Settings QUICK =
            Settings.usual().test(new Signs()).interval(new Bootstrap(Bootstrap.Kind.PERCENTILE, 1000, .95, 42));

    private Samples() {}

    /**
     * Ten queries with one relevant candidate "a". The base finds it at rank 2 each time, "up" at rank 1, "down" at rank
     * 4: RR .5, 1 and .25. Ten wins of ten: sign test p = 2/1024, Holm over two tests 4/1024 = .0039.
     */
    static Report upAndDown() {
        Retriever base = new Lab.Search("base", id -> List.of("x", "a", "y", "z"));
        return experiment(10)
                .compare(
                        base,
                        new Lab.Search("up", id -> List.of("a", "x", "y", "z")),
                        new Lab.Search("down", id -> List.of("x", "y", "z", "a")))
                .by(new Lab.FirstHit())
                .timedBy(ticking())
                .against(base);
    }

    /** As above, with only the system that is not better. */
    static Report onlyDown() {
        Retriever base = new Lab.Search("base", id -> List.of("x", "a"));
        return experiment(10)
                .compare(base, new Lab.Search("down", id -> List.of("x", "y", "z", "a")))
                .by(new Lab.FirstHit())
                .timedBy(ticking())
                .against(base);
    }

    /** One win of .5 on ten queries: ahead, but p = 1. */
    static Report undecided() {
        Retriever base = new Lab.Search("base", id -> List.of("x", "a"));
        return experiment(10)
                .compare(base, new Lab.Search("maybe", id -> id.equals("3") ? List.of("a") : List.of("x", "a")))
                .by(new Lab.FirstHit())
                .timedBy(ticking())
                .against(base);
    }

    /** One system alone. */
    static Report alone() {
        Retriever base = new Lab.Search("base", id -> List.of("x", "a"));
        return experiment(4)
                .compare(base)
                .by(new Lab.FirstHit())
                .timedBy(ticking())
                .against(base);
    }

    /** Names, queries, failures and notes that try to break out of the page. */
    static Report hostile() {
        Retriever base = new Lab.Search(HOSTILE, id -> List.of("x", "a"));
        Retriever breaks = new Lab.Search("other " + HOSTILE, id -> {
            throw new IllegalStateException(HOSTILE);
        });
        List<Query> queries = new ArrayList<>();
        SequencedMap<String, Map<String, Integer>> grades = new LinkedHashMap<>();
        for (int i = 0; i < 5; i++) {
            queries.add(Query.of(HOSTILE + i, HOSTILE));
            grades.put(HOSTILE + i, Map.of("a", 1));
        }
        return Experiment.of(queries, new Qrels(grades))
                .compare(base, breaks)
                .by(new Lab.FirstHit())
                .with(QUICK)
                .about("collection", HOSTILE)
                .timedBy(ticking())
                .against(base);
    }

    /** Many queries and systems, at random. */
    static Report random(int queries, int systems, long seed) {
        List<Retriever> all = new ArrayList<>();
        for (int s = 0; s < systems; s++) {
            int system = s;
            all.add(new Lab.Search("system " + (char) ('A' + s), id -> {
                Random random = new Random(seed + 31L * id.hashCode() + system);
                List<String> found = new ArrayList<>(List.of("v", "w", "x", "y", "z"));
                found.add(random.nextInt(1 + random.nextInt(5)), "a");
                return found;
            }));
        }
        return experiment(queries)
                .compare(all.toArray(Retriever[]::new))
                .by(new Lab.FirstHit(), new Lab.Precision(1))
                .timedBy(ticking())
                .against(all.getFirst());
    }

    private static Experiment experiment(int queries) {
        String[] ids = new String[queries];
        SequencedMap<String, Map<String, Integer>> grades = new LinkedHashMap<>();
        for (int i = 0; i < queries; i++) {
            ids[i] = Integer.toString(i + 1);
            grades.put(ids[i], Map.of("a", 1));
        }
        return Experiment.of(Lab.queries(ids), new Qrels(grades)).with(QUICK);
    }

    /** Every reading is a millisecond later. */
    private static dev.podium.eval.Clock ticking() {
        long[] now = {0};
        return () -> now[0] += 1_000_000;
    }
}
