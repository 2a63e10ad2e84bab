package dev.podium.method.across;

import dev.podium.Candidate;
import dev.podium.LimitReachedException;
import dev.podium.Ranking;
import dev.podium.Scale;
import dev.podium.model.Capability;
import dev.podium.model.Generation;
import dev.podium.model.Method;
import dev.podium.model.Model;
import dev.podium.model.Settings;
import dev.podium.order.Effort;
import dev.podium.order.Order;
import dev.podium.order.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Ranks a list several times, shuffled anew each time, and takes the ranking in the middle: what a model owes to the order it was shown
 * cancels out.
 *
 * <p>Asks as often as the method within, times the number of shuffles. A shuffled list has no scores of the stage before, so a method within
 * that shows them shows places.
 *
 * <p>Source: permutation self-consistency, Tang et al., arXiv 2310.07712, section 2, with 20 shuffles. Departs from it: the ranking in the
 * middle is Borda's, or Borda's made locally Kemeny-optimal (no two neighbours stand against a majority; Dwork et al., WWW 2001, section
 * 3), where the paper solves Kemeny's problem, which is NP-hard, exactly; shuffles are seeded by the query.
 *
 * @param order within
 * @param times the list is ranked, at least 1
 * @param kemeny whether neighbours that stand against a majority change places
 * @param seed of the shuffles
 * @since 0.1.0
 */
public record SelfConsistency(Order order, int times, boolean kemeny, long seed) implements Order {

    /** For the catalogue, over its methods by name. */
    public static Method over(Function<String, Method> methods) {
        return Method.named("self-consistency")
                .family("across")
                .paper("Permutation Self-Consistency, Tang et al., arXiv 2310.07712")
                .status("local Kemeny in place of exact")
                .needs(Generation.class)
                .setting("method", "rankgpt", "that ranks each shuffled list, such as rankgpt(window=10 stride=5)")
                .setting("times", "5", "shuffled lists, at least 1; 20 in the paper")
                .setting(
                        "aggregate",
                        "borda",
                        "borda, the mean place; or kemeny, made so that no two neighbours stand against a majority")
                .setting("seed", "42", "of the shuffles, together with the query")
                .builtAs(new Building(methods));
    }

    private record Building(Function<String, Method> methods) implements Method.Building {
        @Override
        public Order order(Model model, Settings settings) {
            return new SelfConsistency(
                    Inner.of(settings.text("method"), methods).order(model),
                    settings.integer("times", 1),
                    settings.choice("aggregate", "borda", "kemeny").equals("kemeny"),
                    settings.whole("seed"));
        }

        @Override
        public List<Class<? extends Capability>> needs(Settings settings, List<Class<? extends Capability>> declared) {
            return Inner.of(settings.text("method"), methods).needs();
        }
    }

    @Override
    public Ranking rerank(Ranking ranking) {
        int n = ranking.size();
        if (n < 2) {
            return ranking;
        }
        List<String> ids = ranking.ids();
        List<int[]> places = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            int[] shuffle = IntStream.range(0, n).toArray();
            Seeds.shuffle(shuffle, new Random(Seeds.of(seed, ranking.query().id(), time)));
            List<Candidate> shuffled = new ArrayList<>();
            for (int i : shuffle) {
                shuffled.add(ranking.candidates().get(i));
            }
            try {
                List<String> ranked =
                        order.rerank(Ranking.inOrder(ranking.query(), shuffled)).ids();
                places.add(ids.stream().mapToInt(ranked::indexOf).toArray());
            } catch (LimitReachedException e) {
                throw e.with(places.isEmpty() ? ranking : middle(ranking, places));
            }
        }
        return middle(ranking, places);
    }

    private Ranking middle(Ranking ranking, List<int[]> places) {
        int n = ranking.size();
        double[] points = new double[n];
        for (int[] list : places) {
            for (int i = 0; i < n; i++) {
                points[i] += (double) (n - list[i]) / places.size();
            }
        }
        Ranking borda = Ranking.byScore(ranking.query(), ranking.candidates(), points, Scale.REAL);
        return kemeny ? settled(ranking, borda, places) : borda;
    }

    /** Lets each candidate climb over those that a majority puts below it. */
    private static Ranking settled(Ranking ranking, Ranking borda, List<int[]> places) {
        List<String> ids = ranking.ids();
        List<Integer> order = new ArrayList<>();
        for (String id : borda.ids()) {
            int one = ids.indexOf(id);
            int at = order.size();
            while (at > 0 && isPreferred(one, order.get(at - 1), places)) {
                at--;
            }
            order.add(at, one);
        }
        return Ranking.inOrder(
                ranking.query(), order.stream().map(ranking.candidates()::get).toList());
    }

    private static boolean isPreferred(int one, int other, List<int[]> places) {
        long above = places.stream().filter(list -> list[one] < list[other]).count();
        return 2 * above > places.size();
    }

    @Override
    public Effort effort(int n) {
        Effort all = Effort.NONE;
        for (int time = 0; n > 1 && time < times; time++) {
            all = all.plus(order.effort(n));
        }
        return all;
    }
}
