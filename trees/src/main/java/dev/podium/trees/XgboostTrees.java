package dev.podium.trees;

import dev.podium.Slate;
import dev.podium.model.ModelUnavailableException;
import dev.podium.train.data.TrainingList;
import dev.podium.train.vectors.BoostedTrees;
import dev.podium.train.vectors.TreePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;
import org.jspecify.annotations.Nullable;

/**
 * LambdaMART: each tree follows the slope of nDCG's lambdas where the trees before it stand.
 *
 * <p>The loss of a step is {@code 1 - nDCG@10} of what was learnt so far, on what it is learnt from, with the gain 2^grade - 1 that the
 * lambdas have. Written as {@code trees.json}, XGBoost's own format.
 *
 * <p>Source: Burges, "From RankNet to LambdaRank to LambdaMART", MSR-TR-2010-82; XGBoost's {@code rank:ndcg} with its defaults, whose
 * pairs are those with one of the first ten.
 */
final class XgboostTrees implements BoostedTrees {

    private static final String FILE = "trees.json";
    private static final String FORMAT = "json";
    private static final int MOST = 31; // XGBoost's own law for gains of 2^grade - 1
    private static final float MISSING = Float.NaN;

    private final Function<Slate, float[][]> vectors;
    private final Map<String, Object> settings;
    private final DMatrix learnt;
    private @Nullable Booster booster;
    private int grown;

    XgboostTrees(Function<Slate, float[][]> vectors, List<TrainingList> lists, TreePlan plan) {
        this.vectors = vectors;
        this.settings = Map.of(
                "objective",
                "rank:ndcg",
                "eval_metric",
                "ndcg@10",
                "lambdarank_pair_method",
                "topk",
                "lambdarank_num_pair_per_sample",
                10,
                "tree_method",
                "hist",
                "eta",
                plan.rate(),
                "max_depth",
                plan.depth(),
                "min_child_weight",
                plan.leastWeight(),
                "seed",
                plan.seed());
        this.learnt = examples(lists);
    }

    private DMatrix examples(List<TrainingList> lists) {
        List<float[]> rows = new ArrayList<>();
        List<Double> grades = new ArrayList<>();
        for (TrainingList list : lists) {
            rows.addAll(Arrays.asList(vectors.apply(list.slate())));
            grades.addAll(list.grades());
        }
        float[] labels = new float[grades.size()];
        for (int i = 0; i < labels.length; i++) {
            double grade = grades.get(i);
            if (!(grade >= 0 && grade <= MOST) || grade != Math.rint(grade)) {
                throw new IllegalArgumentException(
                        "A grade (%s) must be a whole number in [0, %d].\nMaybe grades from 0 to 4."
                                .formatted(grade, MOST));
            }
            labels[i] = (float) grade;
        }
        try {
            DMatrix matrix = matrix(rows);
            matrix.setLabel(labels);
            matrix.setGroup(lists.stream().mapToInt(TrainingList::size).toArray());
            return matrix;
        } catch (XGBoostError e) {
            throw failed(e);
        }
    }

    private static DMatrix matrix(List<float[]> rows) throws XGBoostError {
        int width = rows.getFirst().length;
        float[] flat = new float[rows.size() * width];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, flat, i * width, width);
        }
        return new DMatrix(flat, rows.size(), width, MISSING);
    }

    private static ModelUnavailableException failed(XGBoostError e) {
        return new ModelUnavailableException("XGBoost failed: " + e.getMessage(), e);
    }

    @Override
    public double learn(long step) {
        try {
            if (booster == null) {
                booster = XGBoost.train(learnt, settings, 1, Map.of(), null, null);
            } else {
                booster.update(learnt, grown);
            }
            grown++;
            String said = booster.evalSet(new DMatrix[] {learnt}, new String[] {"learnt"}, grown);
            return 1 - Double.parseDouble(said.substring(said.lastIndexOf(':') + 1));
        } catch (XGBoostError e) {
            throw failed(e);
        }
    }

    @Override
    public double[] score(Slate slate) {
        double[] scores = new double[slate.size()];
        if (booster == null || slate.size() == 0) {
            return scores;
        }
        DMatrix matrix = null;
        try {
            matrix = matrix(Arrays.asList(vectors.apply(slate)));
            float[][] predicted = booster.predict(matrix);
            for (int i = 0; i < scores.length; i++) {
                scores[i] = predicted[i][0];
            }
            return scores;
        } catch (XGBoostError e) {
            throw failed(e);
        } finally {
            if (matrix != null) {
                matrix.dispose();
            }
        }
    }

    /** What is left to chance follows from the seed. */
    @Override
    public void begin(long step) {}

    /** A tree that has grown stays as it is. */
    @Override
    public double step(double share, double clip) {
        return 0;
    }

    @Override
    public void forget() {
        // There are no gradients between steps.
    }

    @Override
    public void keep(Path file, long step) throws IOException {
        save(file);
    }

    /** A file of trees, moved to its place when it is whole. */
    private void save(Path file) throws IOException {
        if (booster == null) {
            throw new IllegalStateException("No tree has grown yet.");
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.write(part, booster.toByteArray(FORMAT));
        } catch (XGBoostError e) {
            throw failed(e);
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public long resume(Path file) throws IOException {
        try {
            Booster kept = XGBoost.loadModel(Files.readAllBytes(file));
            kept.setParams(settings);
            close(booster);
            booster = kept;
            grown = kept.getNumBoostedRound();
            return grown;
        } catch (XGBoostError e) {
            throw failed(e);
        }
    }

    @Override
    public void write(Path folder) throws IOException {
        Files.createDirectories(folder);
        save(folder.resolve(FILE));
    }

    private static void close(@Nullable Booster booster) {
        if (booster != null) {
            booster.dispose();
        }
    }

    @Override
    public void close() {
        close(booster);
        booster = null;
        learnt.dispose();
    }
}
