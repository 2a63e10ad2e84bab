package dev.podium.cli.training;

import dev.podium.Ranking;
import dev.podium.Run;
import dev.podium.Scale;
import dev.podium.Slate;
import dev.podium.ask.Scorer;
import dev.podium.cli.training.RecipeFile.Learning;
import dev.podium.file.QrelsFile;
import dev.podium.file.TrecRun;
import dev.podium.model.ModelUnavailableException;
import dev.podium.model.train.Learner;
import dev.podium.order.TourSolver;
import dev.podium.train.Objective;
import dev.podium.train.TrainingWatch;
import dev.podium.train.data.Choice;
import dev.podium.train.data.Mixture;
import dev.podium.train.data.TrainingList;
import dev.podium.train.loss.TourCrossEntropy;
import dev.podium.train.loss.TourMargin;
import dev.podium.train.objective.ListObjective;
import dev.podium.train.vectors.BoostedTrees;
import dev.podium.train.vectors.LinearForm;
import dev.podium.train.vectors.TourForms;
import dev.podium.train.vectors.TourObjective;
import dev.podium.train.vectors.TourScorer;
import dev.podium.train.vectors.TreeBackEnd;
import dev.podium.train.vectors.TreePlan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/**
 * A ranker over vectors, to learn.
 *
 * @param learner whose numbers move
 * @param objective what it learns
 * @param scorer ranks with them
 */
record VectorRanker(Learner learner, Objective objective, Scorer scorer) {

    private static final double RATE = 1e-3;
    private static final double DECAY = 1e-5;
    private static final double TREE_RATE = 0.1;
    private static final int TREE_DEPTH = 6;
    private static final double LEAST_WEIGHT = 1;

    static VectorRanker of(RecipeFile recipe, VectorData data, Mixture mixture, long seed) {
        Learning how = recipe.learning();
        double rate = RecipeFile.or(how.rate(), RATE);
        double decay = RecipeFile.or(how.decay(), DECAY);
        int batch = RecipeFile.or(how.batch(), 16);
        int size = RecipeFile.or(how.size(), 16);
        Choice choice = new Choice(size, RecipeFile.or(how.relevant(), size), RecipeFile.or(how.lean(), 0.0));
        if (recipe.recipe().equals("linear")) {
            LinearForm form = new LinearForm(data.vectors(), data.dimensions(), rate, decay);
            return new VectorRanker(
                    form, new ListObjective(form, mixture, choice, Aims.of(recipe.aims()), batch, batch), form);
        }
        if (recipe.recipe().equals("lambdamart")) {
            TreePlan plan = new TreePlan(
                    RecipeFile.or(how.rate(), TREE_RATE), RecipeFile.or(how.depth(), TREE_DEPTH), LEAST_WEIGHT, seed);
            List<TrainingList> lists =
                    data.learnt().stream().flatMap(set -> set.lists().stream()).toList();
            BoostedTrees trees = backEnd().plant(data.vectors(), lists, plan);
            return new VectorRanker(trees, trees, trees);
        }
        TourForms forms = new TourForms(data.dimensions(), RecipeFile.or(how.hidden(), 0), rate, decay, seed);
        Objective local = new TourObjective(forms, data.vectors(), mixture, choice, new TourCrossEntropy(), batch);
        Objective global = new TourObjective(
                forms, data.vectors(), mixture, choice, new TourMargin(TourSolver.exactOrHeuristic()), batch);
        return new VectorRanker(
                forms, local.inTurnWith(global), new TourScorer(forms, data.vectors(), TourSolver.exactOrHeuristic()));
    }

    private static TreeBackEnd backEnd() {
        return ServiceLoader.load(TreeBackEnd.class)
                .findFirst()
                .orElseThrow(() -> new ModelUnavailableException(
                        "Nothing here grows trees.\nMaybe add dev.podium:podium-trees to the class path."));
    }

    /** Ranks lists whenever an evaluation is the best so far, so that what is written is what the best ranker makes of them. */
    TrainingWatch rankingAtBest(List<TrainingList> lists, Path folder) {
        return new TrainingWatch() {
            @Override
            public void evaluated(long step, double value, boolean best) {
                try {
                    if (best) {
                        rank(lists, folder);
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }

    /** Ranks lists, shown in an order by chance, as the ranker stands, and writes run and judgments. */
    void rank(List<TrainingList> lists, Path folder) throws IOException {
        if (lists.isEmpty()) {
            return;
        }
        List<Ranking> rankings = new ArrayList<>();
        for (TrainingList list : lists) {
            Slate slate = list.shuffled(rankings.size()).slate();
            rankings.add(Ranking.byScore(slate.query(), slate.candidates(), scorer.score(slate), Scale.REAL));
        }
        TrecRun.write(Run.of(folder.getFileName().toString(), rankings), folder.resolve("test.trec"));
        QrelsFile.write(HeldOut.judgments(lists), folder.resolve("test.qrels"));
    }
}
