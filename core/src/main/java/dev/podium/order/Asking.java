package dev.podium.order;

import dev.podium.Candidate;
import dev.podium.LimitReachedException;
import dev.podium.Ranking;
import dev.podium.Slate;
import dev.podium.ask.Arranger;
import dev.podium.ask.Comparer;
import dev.podium.ask.Pair;
import dev.podium.ask.Scorer;
import dev.podium.ask.Selector;
import dev.podium.ask.Trace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One reranking under way: puts questions about candidates by their index in the ranking, and checks every answer.
 *
 * <p>A judge is code of others. Whatever it returns that is no answer to the question (a permutation with a hole, an index
 * out of range, NaN) ends the reranking with an error that names it; nothing is lost or invented further on.
 */
final class Asking {

    /** What an order does; {@code order} must be a permutation of 0..n-1 whenever a question is put. */
    interface Steps {
        void run(Asking ask, int[] order);
    }

    private final Ranking ranking;
    private final Slate all;
    private int settled;

    private Asking(Ranking ranking) {
        this.ranking = ranking;
        this.all = ranking.slate();
    }

    /** Runs the steps from the order given; where a limit stops them, the list as it stands is thrown on. */
    static Ranking inOrder(Ranking ranking, Steps steps) {
        Asking asking = new Asking(ranking);
        int[] order = identity(ranking.size());
        try {
            steps.run(asking, order);
        } catch (LimitReachedException e) {
            throw e.with(asking.ranked(order), asking.settled);
        }
        return asking.ranked(order);
    }

    /** The same where the steps end in scores. */
    static Asking about(Ranking ranking) {
        return new Asking(ranking);
    }

    /** So many ranks of the order, from the first on, will not change any more. */
    void settle(int ranks) {
        settled = ranks;
    }

    static int[] identity(int n) {
        return IntStream.range(0, n).toArray();
    }

    private Ranking ranked(int[] order) {
        List<Candidate> candidates = new ArrayList<>(order.length);
        for (int i : order) {
            candidates.add(all.candidate(i));
        }
        return Ranking.inOrder(ranking.query(), candidates);
    }

    /** Scores of each group, [group][place]. */
    List<double[]> score(Scorer scorer, List<int[]> groups) {
        List<double[]> answers = votes(scorer, groups);
        for (int g = 0; g < answers.size(); g++) {
            double[] scores = answers.get(g);
            for (int i = 0; i < scores.length; i++) {
                require(
                        !Double.isNaN(scores[i]),
                        scorer,
                        "NaN for candidate \"%s\"",
                        all.candidate(groups.get(g)[i]).id());
            }
        }
        return answers;
    }

    /** The same where a judge may give no score, which is NaN. */
    List<double[]> votes(Scorer scorer, List<int[]> groups) {
        List<Slate> slates = groups.stream().map(all::pick).toList();
        Trace.round();
        List<double[]> answers = requireAnswers(scorer, slates, scorer.scoreAll(slates));
        for (int g = 0; g < slates.size(); g++) {
            Slate slate = slates.get(g);
            double[] scores = answers.get(g);
            require(scores.length == slate.size(), scorer, "%d scores for %d candidates", scores.length, slate.size());
            Trace.tell(() -> step(
                    "score",
                    slate,
                    Arrays.stream(scores).mapToObj(String::valueOf).toList()));
        }
        return answers;
    }

    /** How sure the judge is that the first of each pair is better, in 0..1. */
    double[] compare(Comparer comparer, List<Pair> pairs) {
        Trace.round();
        double[] wins = comparer.firstWins(all, pairs);
        require(wins.length == pairs.size(), comparer, "%d answers for %d pairs", wins.length, pairs.size());
        for (int p = 0; p < wins.length; p++) {
            require(wins[p] >= 0 && wins[p] <= 1, comparer, "%s where a number in 0..1 is asked for", wins[p]);
            Pair pair = pairs.get(p);
            double win = wins[p];
            Trace.tell(() -> step("compare", all.pick(pair.first(), pair.second()), List.of(String.valueOf(win))));
        }
        return wins;
    }

    /** The {@code count} selected from each set, as places in it. */
    List<int[]> select(Selector selector, List<int[]> sets, int count) {
        List<Slate> slates = sets.stream().map(all::pick).toList();
        Trace.round();
        List<int[]> answers = requireAnswers(selector, slates, selector.selectAll(slates, count));
        for (int s = 0; s < slates.size(); s++) {
            Slate slate = slates.get(s);
            int[] places = answers.get(s);
            int wanted = Math.min(count, slate.size());
            require(places.length == wanted, selector, "%d places where %d are asked for", places.length, wanted);
            requireDifferent(places, slate.size(), selector);
            Trace.tell(() -> step("select", slate, ids(slate, places)));
        }
        return answers;
    }

    /** The place of the one selected. */
    int selectOne(Selector selector, int[] set) {
        return select(selector, List.of(set), 1).getFirst()[0];
    }

    /** The order of each window, as places in it, best first. */
    List<int[]> arrange(Arranger arranger, List<int[]> windows) {
        List<Slate> slates = windows.stream().map(all::pick).toList();
        Trace.round();
        List<int[]> answers = requireAnswers(arranger, slates, arranger.arrangeAll(slates));
        for (int w = 0; w < slates.size(); w++) {
            Slate slate = slates.get(w);
            int[] places = answers.get(w);
            require(
                    places.length == slate.size(),
                    arranger,
                    "%d places for %d candidates",
                    places.length,
                    slate.size());
            requireDifferent(places, slate.size(), arranger);
            Trace.tell(() -> step("arrange", slate, ids(slate, places)));
        }
        return answers;
    }

    /** Puts a window of {@code order} into the judge's order. */
    void arrangeInPlace(Arranger arranger, int[] order, int from, int to) {
        int[] window = Arrays.copyOfRange(order, from, to);
        int[] places = arrange(arranger, List.of(window)).getFirst();
        for (int i = 0; i < window.length; i++) {
            order[from + i] = window[places[i]];
        }
    }

    private <A> List<A> requireAnswers(Object judge, List<Slate> slates, List<A> answers) {
        require(answers.size() == slates.size(), judge, "%d answers to %d questions", answers.size(), slates.size());
        return answers;
    }

    private void requireDifferent(int[] places, int size, Object judge) {
        boolean[] seen = new boolean[size];
        for (int place : places) {
            require(place >= 0 && place < size, judge, "place %d of %d", place, size);
            require(!seen[place], judge, "place %d twice", place);
            seen[place] = true;
        }
    }

    private void require(boolean lawful, Object judge, String what, Object... values) {
        if (!lawful) {
            throw new IllegalStateException(
                    "The judge %s answered query \"%s\" with %s.\nMaybe its reader lets a bad answer through."
                            .formatted(judge, ranking.query().id(), what.formatted(values)));
        }
    }

    private Trace.Step step(String question, Slate shown, List<String> answer) {
        return new Trace.Step(
                question,
                ranking.query().id(),
                shown.candidates().stream().map(Candidate::id).toList(),
                answer);
    }

    private static List<String> ids(Slate slate, int[] places) {
        return Arrays.stream(places).mapToObj(i -> slate.candidate(i).id()).toList();
    }
}
