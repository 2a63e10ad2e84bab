package dev.podium.cli.training;

import dev.podium.Ranking;
import dev.podium.Run;
import dev.podium.Scale;
import dev.podium.Slate;
import dev.podium.ask.Scorer;
import dev.podium.cli.training.RecipeFile.Learning;
import dev.podium.file.QrelsFile;
import dev.podium.file.TrecRun;
import dev.podium.model.train.Learner;
import dev.podium.order.TourSolver;
import dev.podium.train.Objective;
import dev.podium.train.data.Choice;
import dev.podium.train.data.Mixture;
import dev.podium.train.data.TrainingList;
import dev.podium.train.loss.TourCrossEntropy;
import dev.podium.train.loss.TourMargin;
import dev.podium.train.objective.ListObjective;
import dev.podium.train.vectors.LinearForm;
import dev.podium.train.vectors.TourForms;
import dev.podium.train.vectors.TourObjective;
import dev.podium.train.vectors.TourScorer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

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
        TourForms forms = new TourForms(data.dimensions(), rate, decay, seed);
        Objective local = new TourObjective(forms, data.vectors(), mixture, choice, new TourCrossEntropy(), batch);
        Objective global = new TourObjective(
                forms, data.vectors(), mixture, choice, new TourMargin(TourSolver.exactOrHeuristic()), batch);
        return new VectorRanker(
                forms, local.inTurnWith(global), new TourScorer(forms, data.vectors(), TourSolver.exactOrHeuristic()));
    }

    /** Ranks lists as they stand after the last step, in an order by chance, and writes run and judgments. */
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
