package dev.podium.cli.training;

import dev.podium.Qrels;
import dev.podium.Ranking;
import dev.podium.Run;
import dev.podium.Scale;
import dev.podium.Slate;
import dev.podium.ask.Scorer;
import dev.podium.metric.Evaluation;
import dev.podium.metric.Metric;
import dev.podium.train.data.TrainingList;
import dev.podium.train.data.TrainingSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * How good a scorer is on lists that it does not learn from: the mean of a metric over the lists of each source, then over sources, so
 * that a large one does not drown the others.
 *
 * @param sets of lists with grades
 * @param scorer that learns
 * @param metric of each list
 * @param depth of a list: its first so many, by the first stage
 */
record HeldOut(List<TrainingSet> sets, Scorer scorer, Metric metric, int depth) implements dev.podium.train.Evaluation {

    /** Small, since lists of one length or another go through the model together. */
    private static final int TOGETHER = 4;

    @Override
    public double value() {
        return values().values().stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
    }

    /** One a source, by its name. */
    Map<String, Double> values() {
        Map<String, Double> values = new LinkedHashMap<>();
        sets.forEach(set -> values.put(set.name(), value(set)));
        return values;
    }

    private double value(TrainingSet set) {
        List<Slate> slates = set.lists().stream()
                .map(list -> list.slate().pick(places(list)))
                .toList();
        List<Ranking> rankings = new ArrayList<>();
        for (int from = 0; from < slates.size(); from += TOGETHER) {
            List<Slate> part = slates.subList(from, Math.min(from + TOGETHER, slates.size()));
            List<double[]> scores = scorer.scoreAll(part);
            for (int i = 0; i < part.size(); i++) {
                Slate slate = part.get(i);
                rankings.add(Ranking.byScore(slate.query(), slate.candidates(), scores.get(i), Scale.REAL));
            }
        }
        Evaluation evaluation = Evaluation.of(
                Run.of("held out", rankings), judgments(set.lists()), List.of(metric), Evaluation.Options.USUAL);
        return Arrays.stream(evaluation.perQuery(metric)).average().orElse(0);
    }

    /** The grades of lists, in whole numbers. */
    static Qrels judgments(List<TrainingList> lists) {
        SequencedMap<String, Map<String, Integer>> grades = new LinkedHashMap<>();
        for (TrainingList list : lists) {
            Map<String, Integer> own = new LinkedHashMap<>();
            for (int i = 0; i < list.size(); i++) {
                own.put(list.slate().candidate(i).id(), (int)
                        Math.round(list.grades().get(i)));
            }
            grades.put(list.slate().query().id(), own);
        }
        return new Qrels(grades);
    }

    private int[] places(TrainingList list) {
        int[] places = new int[Math.min(depth, list.size())];
        for (int i = 0; i < places.length; i++) {
            places[i] = i;
        }
        return places;
    }
}
