package dev.podium.ask;

import dev.podium.LimitReachedException;
import dev.podium.Slate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * A judge that knows the truth and answers all four questions by it, counting what it is asked; or, with a chance to err,
 * one that does not always.
 */
public final class Oracle implements Scorer, Comparer, Selector, Arranger {

    private final ToDoubleFunction<String> truth;
    private final Random random;
    private final double chanceToErr;
    private long limit = Long.MAX_VALUE;
    private long questions;
    private long rounds;
    private long shown;

    private Oracle(ToDoubleFunction<String> truth, Random random, double chanceToErr) {
        this.truth = truth;
        this.random = random;
        this.chanceToErr = chanceToErr;
    }

    /** Always right. */
    public static Oracle of(Map<String, Double> truth) {
        return new Oracle(truth::get, new Random(0), 0);
    }

    /** Sees a random number in place of the truth with this chance, each time anew: inconsistent as models are. */
    public static Oracle noisy(Map<String, Double> truth, long seed, double chanceToErr) {
        return new Oracle(truth::get, new Random(seed), chanceToErr);
    }

    /** Answers so many questions and then says that its limit is reached. */
    public Oracle limitedTo(long questionsAllowed) {
        limit = questionsAllowed;
        return this;
    }

    /** Questions answered so far. */
    public long questions() {
        return questions;
    }

    /** Times it was called: questions put together count once. */
    public long rounds() {
        return rounds;
    }

    /** Candidates shown so far, over all questions. */
    public long shown() {
        return shown;
    }

    /** It answers for all that it is shown at once. */
    @Override
    public long calls(int size) {
        return 1;
    }

    private void asked(int howMany, int candidates) {
        questions += howMany;
        shown += candidates;
        if (questions > limit) {
            throw new LimitReachedException("The limit of %d questions is reached.".formatted(limit));
        }
    }

    private double worth(Slate slate, int i) {
        return chanceToErr > 0 && random.nextDouble() < chanceToErr
                ? random.nextInt(slate.size())
                : truth.applyAsDouble(slate.candidate(i).id());
    }

    private double[] worths(Slate slate) {
        double[] worths = new double[slate.size()];
        Arrays.setAll(worths, i -> worth(slate, i));
        return worths;
    }

    @Override
    public double[] score(Slate slate) {
        return scoreAll(List.of(slate)).getFirst();
    }

    @Override
    public List<double[]> scoreAll(List<Slate> slates) {
        rounds++;
        return slates.stream()
                .map(slate -> {
                    asked(1, slate.size());
                    return worths(slate);
                })
                .toList();
    }

    @Override
    public double[] firstWins(Slate slate, List<Pair> pairs) {
        rounds++;
        asked(pairs.size(), 2 * pairs.size());
        double[] wins = new double[pairs.size()];
        for (int p = 0; p < wins.length; p++) {
            double first = worth(slate, pairs.get(p).first());
            double second = worth(slate, pairs.get(p).second());
            wins[p] = first > second ? 1 : first < second ? 0 : 0.5;
        }
        return wins;
    }

    @Override
    public int[] select(Slate slate, int count) {
        return selectAll(List.of(slate), count).getFirst();
    }

    @Override
    public List<int[]> selectAll(List<Slate> slates, int count) {
        rounds++;
        return slates.stream()
                .map(slate -> {
                    asked(1, slate.size());
                    return Arrays.copyOf(Sorting.descending(worths(slate)), Math.min(count, slate.size()));
                })
                .toList();
    }

    /** The same judge asked for the worst. */
    public Selector worst() {
        return (slate, count) -> {
            rounds++;
            asked(1, slate.size());
            double[] worths = worths(slate);
            for (int i = 0; i < worths.length; i++) {
                worths[i] = -worths[i];
            }
            return Arrays.copyOf(Sorting.descending(worths), count);
        };
    }

    @Override
    public int[] arrange(Slate window) {
        return arrangeAll(List.of(window)).getFirst();
    }

    @Override
    public List<int[]> arrangeAll(List<Slate> windows) {
        rounds++;
        return windows.stream()
                .map(window -> {
                    asked(1, window.size());
                    return Sorting.descending(worths(window));
                })
                .toList();
    }
}
