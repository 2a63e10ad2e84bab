package dev.podium.method.setwise;

import dev.podium.Candidate;
import dev.podium.Slate;
import dev.podium.ask.Selector;
import dev.podium.order.Seeds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Asks about candidates in shuffled orders, so that no place is favoured, and lets the answers vote.
 *
 * <p>Of candidates with as many votes the one shown first wins. A shuffle depends on the seed, the query, the candidates and its turn
 * alone: published code has one generator for a whole run, and a query's result there depends on the queries before it.
 *
 * @param selector asked
 * @param times each set is asked about, at least 1
 * @param seed of the shuffles
 */
record Shuffled(Selector selector, int times, long seed) implements Selector {

    @Override
    public int[] select(Slate slate, int count) {
        return selectAll(List.of(slate), count).getFirst();
    }

    @Override
    public List<int[]> selectAll(List<Slate> slates, int count) {
        List<int[]> orders = new ArrayList<>();
        List<Slate> asked = new ArrayList<>();
        for (Slate slate : slates) {
            for (int turn = 0; turn < times; turn++) {
                int[] order = shuffled(slate, turn);
                orders.add(order);
                asked.add(slate.pick(order));
            }
        }
        List<int[]> answers = selector.selectAll(asked, count);
        List<int[]> chosen = new ArrayList<>();
        for (int s = 0; s < slates.size(); s++) {
            int[] votes = new int[slates.get(s).size()];
            for (int a = s * times; a < (s + 1) * times; a++) {
                for (int place : answers.get(a)) {
                    votes[orders.get(a)[place]]++;
                }
            }
            chosen.add(most(votes, answers.get(s * times).length));
        }
        return chosen;
    }

    private int[] shuffled(Slate slate, int turn) {
        int[] order = IntStream.range(0, slate.size()).toArray();
        int shown = slate.candidates().stream().map(Candidate::id).toList().hashCode();
        Seeds.shuffle(order, new Random(Seeds.of(seed, slate.query().id(), 31 * shown + turn)));
        return order;
    }

    private static int[] most(int[] votes, int count) {
        return IntStream.range(0, votes.length)
                .boxed()
                .sorted(Comparator.comparingInt(i -> -votes[i]))
                .limit(count)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    @Override
    public long calls(int size) {
        return times * selector.calls(size);
    }
}
