package dev.podium.judge;

import dev.podium.Candidate;
import dev.podium.Slate;
import dev.podium.ask.Arranger;
import dev.podium.order.Seeds;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Shows each window in an order of its own: whether a judge goes by what it reads or by where that stands.
 *
 * <p>The shuffle depends on the query, the candidates and the seed alone, so that the same window is always shown alike.
 *
 * @param arranger asked
 * @param seed of the shuffles
 * @since 0.1.0
 */
public record Shuffled(Arranger arranger, long seed) implements Arranger {

    @Override
    public int[] arrange(Slate window) {
        return arrangeAll(List.of(window)).getFirst();
    }

    @Override
    public List<int[]> arrangeAll(List<Slate> windows) {
        List<int[]> shown = windows.stream().map(this::order).toList();
        List<int[]> answers = arranger.arrangeAll(IntStream.range(0, shown.size())
                .mapToObj(w -> windows.get(w).pick(shown.get(w)))
                .toList());
        return IntStream.range(0, shown.size())
                .mapToObj(w -> IntStream.of(answers.get(w))
                        .map(place -> shown.get(w)[place])
                        .toArray())
                .toList();
    }

    private int[] order(Slate window) {
        String who = window.candidates().stream().map(Candidate::id).collect(Collectors.joining(" "));
        int[] order = IntStream.range(0, window.size()).toArray();
        Seeds.shuffle(order, new Random(Seeds.of(seed, window.query().id(), who.hashCode())));
        return order;
    }

    @Override
    public long calls(int size) {
        return arranger.calls(size);
    }
}
