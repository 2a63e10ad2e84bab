package dev.podium.order;

import dev.podium.LimitReachedException;
import dev.podium.Ranking;
import dev.podium.Scale;
import dev.podium.ask.Selector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;

/**
 * Rounds of groups from which the better half or so goes on; whoever survives longest stands highest.
 *
 * <p>With the usual stages and 100 candidates: 5 groups of 20 keep 10 each, 5 of 10 keep 4, then 20 keep 10, 10 keep 5 and
 * 5 keep 2: 13 questions in 5 rounds. Groups are seeded (group i gets ranks i, i + G, i + 2G, ...) and shuffled inside. A
 * survival is a point; points add up over tournaments, which are independent and asked side by side. Ties keep the order
 * they came in. With a perfect judge the candidates of each stage are its best as far as the groups' sizes let them
 * through: with the usual stages the last two are the best two.
 *
 * <p>Source: TourRank (arXiv 2406.11678), sections 3.2 and 3.3.
 *
 * @param selector asked which of a group are worth keeping, as many as the stage says
 * @param stages from the first on; one that would keep everybody is left out
 * @param tournaments at least 1; the paper runs up to 10
 * @param seed of the shuffles, together with the query's id and the tournament
 * @since 0.1.0
 */
public record Tournament(Selector selector, List<Stage> stages, int tournaments, long seed) implements Order {

    /**
     * A stage.
     *
     * @param group candidates in a group at most, at least 2
     * @param keep how many of a full group go on, in 1..group-1; a smaller group keeps its share, at least one
     */
    public record Stage(int group, int keep) {
        public Stage {
            Laws.atLeast(2, "group size of a stage", group);
            Laws.within(
                    1, group - 1, "[1, group (" + group + "))", "number kept of a group", keep, "Maybe half of it.");
        }
    }

    /** TourRank's stages for 100 candidates: 100, 50, 20, 10, 5, 2. */
    public static final List<Stage> TOURRANK =
            List.of(new Stage(20, 10), new Stage(10, 4), new Stage(20, 10), new Stage(10, 5), new Stage(5, 2));

    public Tournament {
        Objects.requireNonNull(selector, "selector");
        stages = List.copyOf(stages);
        if (stages.isEmpty()) {
            throw new IllegalArgumentException("A tournament needs at least one stage.\nMaybe Tournament.TOURRANK.");
        }
        Laws.atLeast(1, "number of tournaments", tournaments);
    }

    /** TourRank's stages. */
    public Tournament(Selector selector, int tournaments, long seed) {
        this(selector, TOURRANK, tournaments, seed);
    }

    @Override
    public Ranking rerank(Ranking ranking) {
        int n = ranking.size();
        if (n < 2) {
            return ranking;
        }
        Asking ask = Asking.about(ranking);
        double[] points = new double[n];
        List<Random> shuffles = new ArrayList<>();
        List<int[]> left = new ArrayList<>();
        for (int t = 0; t < tournaments; t++) {
            shuffles.add(new Random(Seeds.of(seed, ranking.query().id(), t)));
            left.add(Asking.identity(n));
        }
        try {
            for (Stage stage : stages) {
                play(ask, stage, left, shuffles, points);
            }
        } catch (LimitReachedException e) {
            throw e.with(byPoints(ranking, points));
        }
        return byPoints(ranking, points);
    }

    /** One stage of every tournament; groups of one size keep the same number and are asked together. */
    private void play(Asking ask, Stage stage, List<int[]> left, List<Random> shuffles, double[] points) {
        List<List<int[]>> groups = new ArrayList<>();
        for (int t = 0; t < tournaments; t++) {
            groups.add(groups(left.get(t), stage, shuffles.get(t)));
        }
        List<List<Integer>> survivors = new ArrayList<>();
        left.forEach(_ -> survivors.add(new ArrayList<>()));
        int largest = groups.getFirst().stream().mapToInt(g -> g.length).max().orElse(0);
        for (int size = largest; size > 0; size--) {
            List<int[]> asked = new ArrayList<>();
            List<Integer> owner = new ArrayList<>();
            for (int t = 0; t < tournaments; t++) {
                for (int[] group : groups.get(t)) {
                    if (group.length == size) {
                        asked.add(group);
                        owner.add(t);
                    }
                }
            }
            int keep = keep(stage, size);
            if (asked.isEmpty() || keep == size) {
                for (int i = 0; i < asked.size(); i++) {
                    survivors
                            .get(owner.get(i))
                            .addAll(Arrays.stream(asked.get(i)).boxed().toList());
                }
                continue;
            }
            List<int[]> kept = ask.select(selector, asked, keep);
            for (int i = 0; i < asked.size(); i++) {
                for (int place : kept.get(i)) {
                    survivors.get(owner.get(i)).add(asked.get(i)[place]);
                }
            }
        }
        for (int t = 0; t < tournaments; t++) {
            int[] next = survivors.get(t).stream()
                    .mapToInt(Integer::intValue)
                    .sorted()
                    .toArray();
            if (next.length < left.get(t).length) {
                Arrays.stream(next).forEach(i -> points[i]++);
            }
            left.set(t, next);
        }
    }

    private static List<int[]> groups(int[] left, Stage stage, Random random) {
        int count = Math.ceilDiv(left.length, stage.group());
        List<int[]> groups = new ArrayList<>();
        for (int g = 0; g < count; g++) {
            int[] group = new int[Math.ceilDiv(left.length - g, count)];
            for (int i = 0; i < group.length; i++) {
                group[i] = left[g + i * count];
            }
            Seeds.shuffle(group, random);
            groups.add(group);
        }
        return groups;
    }

    /** A smaller group keeps its share, rounded up: nobody is sent home for the smallness of a group. */
    private static int keep(Stage stage, int size) {
        return size == 1 ? 1 : Math.min(Math.ceilDiv(stage.keep() * size, stage.group()), size);
    }

    private static Ranking byPoints(Ranking ranking, double[] points) {
        return Ranking.byScore(ranking.query(), ranking.candidates(), points, Scale.REAL);
    }

    @Override
    public Effort effort(int n) {
        if (n < 2) {
            return Effort.NONE;
        }
        long questions = 0;
        long rounds = 0;
        long shown = 0;
        int left = n;
        for (Stage stage : stages) {
            int count = Math.ceilDiv(left, stage.group());
            int next = 0;
            boolean[] sizes = new boolean[stage.group() + 1];
            for (int g = 0; g < count; g++) {
                int size = Math.ceilDiv(left - g, count);
                int keep = keep(stage, size);
                next += keep;
                if (keep < size) {
                    questions++;
                    shown += size;
                    rounds += sizes[size] ? 0 : 1;
                    sizes[size] = true;
                }
            }
            left = next;
        }
        return Effort.exactly(questions * tournaments, rounds, shown * tournaments)
                .times(selector.calls(stages.getFirst().group()));
    }
}
