package dev.podium.cli.training;

import dev.podium.ask.Scorer;
import dev.podium.cli.training.Collecting.Task;
import dev.podium.cli.training.Collecting.Telling;
import dev.podium.cli.training.RecipeFile.Evaluating;
import dev.podium.cli.training.RecipeFile.Learning;
import dev.podium.cli.training.RecipeFile.Mine;
import dev.podium.cli.training.RecipeFile.Source;
import dev.podium.cli.training.RecipeFile.Taught;
import dev.podium.metric.Metrics;
import dev.podium.model.Embedding;
import dev.podium.model.Model;
import dev.podium.model.ModelUnavailableException;
import dev.podium.model.RememberedEmbedding;
import dev.podium.model.train.TrainableModel;
import dev.podium.model.train.TrainingBackEnd;
import dev.podium.model.train.Tuned;
import dev.podium.model.train.Tuning;
import dev.podium.train.Evaluation;
import dev.podium.train.LotteryTicket;
import dev.podium.train.Objective;
import dev.podium.train.Schedule;
import dev.podium.train.Trainer;
import dev.podium.train.TrainingPlan;
import dev.podium.train.data.Mixture;
import dev.podium.train.data.TrainingList;
import dev.podium.train.data.TrainingSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Function;

/**
 * A recipe, done.
 *
 * @param recipe what the file says
 * @param folder that its paths are relative to
 * @param data that the paths of its sources are relative to
 * @param models opens a teacher by its reference
 * @param told about long work
 */
public record TrainingRun(RecipeFile recipe, Path folder, Path data, Function<String, Model> models, Telling told) {

    private static final int REMEMBERED = 200_000;

    /**
     * What a run came to.
     *
     * @param outcome of training
     * @param best folder of the best checkpoint
     * @param lists learnt from, in all
     * @param heldOut lists evaluated on, in all
     */
    public record Done(Trainer.Outcome outcome, Path best, int lists, int heldOut) {}

    /**
     * Runs, or goes on.
     *
     * @param resume whether to go on with what the output folder holds; a run that is not there begins
     */
    public Done run(boolean resume) throws IOException {
        Path output = folder.resolve(recipe.output());
        List<TrainingSet> learnt = new ArrayList<>();
        List<TrainingSet> heldOut = new ArrayList<>();
        collect(output, learnt, heldOut);
        Learning how = recipe.learning();
        long seed = RecipeFile.or(recipe.seed(), 1L);
        Objectives.Kind kind = Objectives.Kind.parse(recipe.recipe());
        try (TrainableModel model = open(kind, how, seed)) {
            Objectives objectives =
                    new Objectives(recipe, model, new Mixture(learnt, RecipeFile.or(how.temperature(), 1.0), seed));
            Objective objective = objectives.objective(kind);
            List<Evaluation> evaluation =
                    heldOut.isEmpty() ? List.of() : List.of(evaluation(heldOut, objectives.scorer(kind)));
            try (Task task = told.begin("training " + output.getFileName(), how.steps());
                    RunLog log = new RunLog(output, how.steps(), task::reach)) {
                Trainer trainer = new Trainer(model, objective, plan(how), evaluation, output, log);
                Trainer.Outcome outcome = outcome(model, trainer, resume);
                ModelCard.write(recipe, outcome, learnt, heldOut, trainer.best());
                return new Done(outcome, trainer.best(), lists(learnt), lists(heldOut));
            }
        }
    }

    private Trainer.Outcome outcome(TrainableModel model, Trainer trainer, boolean resume) throws IOException {
        if (recipe.tune() != null && recipe.tune().tuned() instanceof Tuned.Sparse) {
            LotteryTicket ticket = new LotteryTicket(model, trainer);
            return resume ? ticket.resume() : ticket.run();
        }
        return resume && Trainer.isThere(trainer.folder()) ? trainer.resume() : trainer.run();
    }

    private static int lists(List<TrainingSet> sets) {
        return sets.stream().mapToInt(TrainingSet::size).sum();
    }

    private void collect(Path output, List<TrainingSet> learnt, List<TrainingSet> heldOut) throws IOException {
        List<Model> teachers = new ArrayList<>();
        try {
            Mine mine = recipe.mining() == null ? Mine.PLAIN : recipe.mining();
            for (Taught taught : mine.asked()) {
                teachers.add(models.apply(reference(taught.model())));
            }
            Collecting collecting = new Collecting(data, output.resolve("lists"), mine, remembering(teachers), told);
            for (Source source : recipe.data()) {
                List<TrainingList> lists = collecting.lists(source);
                int out = Math.min(RecipeFile.or(source.holdOut(), 0), lists.size());
                // Evenly over the source, so that what is held out is like what is learnt.
                List<TrainingList> kept = new ArrayList<>();
                List<TrainingList> rest = new ArrayList<>();
                for (int i = 0; i < lists.size(); i++) {
                    boolean held = out > 0 && (long) (i + 1) * out / lists.size() > (long) i * out / lists.size();
                    (held ? kept : rest).add(lists.get(i));
                }
                if (!kept.isEmpty()) {
                    heldOut.add(new TrainingSet(source.name(), kept));
                }
                if (!rest.isEmpty()) {
                    learnt.add(new TrainingSet(source.name(), rest));
                }
            }
        } finally {
            teachers.forEach(Model::close);
        }
    }

    /** Sources share collections, and each text is embedded once for all of them: 100,000 vectors of 384 numbers take 150 MB. */
    private static List<Embedding> remembering(List<Model> teachers) {
        return teachers.stream()
                .<Embedding>map(model -> new RememberedEmbedding(model.as(Embedding.class), REMEMBERED))
                .toList();
    }

    /** Folders of teachers are relative to the recipe, too. */
    private String reference(String model) {
        int colon = model.indexOf(':');
        String scheme = model.substring(0, colon + 1);
        Path there = folder.resolve(model.substring(colon + 1));
        return Files.exists(there) ? scheme + there : model;
    }

    private TrainableModel open(Objectives.Kind kind, Learning how, long seed) {
        Tuning tuning = new Tuning(
                kind.head(),
                recipe.tune() == null ? Tuned.all() : recipe.tune().tuned(),
                RecipeFile.or(how.rate(), 2e-5),
                RecipeFile.or(how.decay(), 0.01),
                RecipeFile.or(how.maxTokens(), 256),
                RecipeFile.or(how.recompute(), false),
                recipe.asking() == null ? 0 : RecipeFile.or(recipe.asking().noise(), 0.0),
                seed);
        return backEnd().open(folder.resolve(recipe.base()), tuning);
    }

    /** What trains models here. */
    public static TrainingBackEnd backEnd() {
        return ServiceLoader.load(TrainingBackEnd.class)
                .findFirst()
                .orElseThrow(() -> new ModelUnavailableException(
                        "Nothing here trains models.\nMaybe add dev.podium:podium-torch to the class path."));
    }

    private TrainingPlan plan(Learning how) {
        Evaluating said = recipe.evaluation();
        long warmUp = Math.round(how.steps() * RecipeFile.or(how.warmUp(), 0.1));
        Schedule schedule = switch (RecipeFile.or(how.schedule(), "linear")) {
            case "linear" -> Schedule.linear(warmUp, how.steps());
            case "cosine" -> Schedule.cosine(warmUp, how.steps());
            case "constant" -> Schedule.constant(warmUp);
            default ->
                throw new IllegalArgumentException(
                        "The schedule \"%s\" must be linear, cosine or constant.".formatted(how.schedule()));
        };
        return new TrainingPlan(
                how.steps(),
                schedule,
                RecipeFile.or(how.clip(), 1.0),
                RecipeFile.or(how.keepEvery(), 200L),
                said == null || said.every() == null ? Math.max(1, how.steps() / 10) : said.every(),
                said == null || said.patience() == null ? Integer.MAX_VALUE : said.patience());
    }

    private HeldOut evaluation(List<TrainingSet> sets, Scorer scorer) {
        Evaluating said = recipe.evaluation();
        return new HeldOut(
                sets,
                scorer,
                Metrics.parse(said == null || said.metric() == null ? "nDCG@10" : said.metric()),
                said == null || said.depth() == null
                        ? RecipeFile.or(recipe.learning().size(), 20)
                        : said.depth());
    }
}
