package dev.podium.cli;

import dev.podium.Candidate;
import dev.podium.Hit;
import dev.podium.Query;
import dev.podium.Scale;
import dev.podium.Slate;
import dev.podium.cli.training.TrainingRun;
import dev.podium.model.train.Mode;
import dev.podium.model.train.Pass;
import dev.podium.model.train.TrainableModel;
import dev.podium.model.train.TrainableScorer;
import dev.podium.model.train.Tuned;
import dev.podium.model.train.Tuning;
import dev.podium.train.loss.BinaryCrossEntropy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Steps of training to be timed: batches of pairs, the first of each four relevant. */
final class Steps {

    private static final int BATCH = 16;
    private static final int STEPS = 10;
    private static final int TOKENS = 128;

    private Steps() {}

    /** The first pairs of these lists, [step][pair], each on a slate of its own. */
    static List<List<Slate>> of(List<Work.Asked> lists) {
        List<Slate> pairs = new ArrayList<>();
        for (Work.Asked list : lists) {
            for (String text : list.texts()) {
                String id = Integer.toString(pairs.size());
                Hit hit = new Hit(Candidate.of(id, text), 0);
                pairs.add(new Slate(Query.of(id, list.query()), List.of(hit), Scale.REAL));
            }
        }
        List<List<Slate>> steps = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            steps.add(pairs.subList(step * BATCH, (step + 1) * BATCH));
        }
        return steps;
    }

    static Map<String, Object> timed(List<List<Slate>> steps, String reference) throws Exception {
        double[] labels = new double[BATCH];
        for (int i = 0; i < BATCH; i += 4) {
            labels[i] = 1;
        }
        long start = System.nanoTime();
        Tuning tuning = new Tuning(Tuning.Head.CROSS_ENCODER, Tuned.all(), 2e-5, 0.01, TOKENS, false, 0, 1);
        try (TrainableModel model =
                TrainingRun.backEnd().open(Path.of(reference.replaceFirst("^torch:", "")), tuning)) {
            TrainableScorer scorer = model.as(TrainableScorer.class);
            double load = (System.nanoTime() - start) / 1e9;
            double seconds = Stopwatch.median(3, () -> {
                double loss = 0;
                for (int step = 0; step < steps.size(); step++) {
                    model.begin(step);
                    try (Pass pass = scorer.forward(steps.get(step), Mode.TRAIN)) {
                        double[] gradient = new double[BATCH];
                        loss += new BinaryCrossEntropy().at(pass.scores(), labels, gradient);
                        pass.backward(gradient);
                    }
                    model.step(1, 1);
                }
                return loss;
            });
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("model", reference);
            data.put("load_s", load);
            data.put("seconds", seconds);
            data.put("step_s", seconds / STEPS);
            return data;
        }
    }
}
