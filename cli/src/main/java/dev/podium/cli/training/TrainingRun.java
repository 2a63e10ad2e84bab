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
import dev.podium.model.train.Learner;
import dev.podium.model.train.TrainableEmbedding;
import dev.podium.model.train.TrainableModel;
import dev.podium.model.train.TrainableWriting;
import dev.podium.model.train.TrainableWriting.Lesson;
import dev.podium.model.train.TrainingBackEnd;
import dev.podium.model.train.Tuned;
import dev.podium.model.train.Tuning;
import dev.podium.onnx.OnnxExport;
import dev.podium.onnx.Precision;
import dev.podium.train.Evaluation;
import dev.podium.train.LotteryTicket;
import dev.podium.train.Objective;
import dev.podium.train.Schedule;
import dev.podium.train.Trainer;
import dev.podium.train.TrainingPlan;
import dev.podium.train.TrainingWatch;
import dev.podium.train.data.Mixture;
import dev.podium.train.data.TrainingList;
import dev.podium.train.data.TrainingSet;
import dev.podium.train.leaf.LeafObjective;
import dev.podium.train.objective.AnswerObjective;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
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

    static final String WRITING = "writing";
    private static final String LINEAR = "linear";
    private static final String TSPRANK = "tsprank";
    private static final String LAMBDAMART = "lambdamart";
    static final String LEAF = "leaf";

    /** All kinds of recipe by their names. */
    static List<String> kinds() {
        List<String> kinds = new ArrayList<>();
        for (Objectives.Kind kind : Objectives.Kind.values()) {
            kinds.add(kind.toString());
        }
        kinds.addAll(List.of(LEAF, LINEAR, TSPRANK, LAMBDAMART, WRITING));
        return kinds;
    }

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
        Precision export = recipe.export() == null ? null : precision(recipe.export()); // before hours of learning
        Done done = switch (recipe.recipe()) {
            case WRITING -> written(resume);
            case LINEAR, TSPRANK, LAMBDAMART -> overVectors(resume);
            case LEAF -> leaf(resume);
            default -> ranked(resume);
        };
        if (export != null) {
            OnnxExport.of(done.best()).write(output().resolve(recipe.export()), export);
        }
        return done;
    }

    private static Precision precision(String name) {
        return switch (name) {
            case "int8" -> Precision.INT8;
            case "float32" -> Precision.FLOAT32;
            default -> throw new IllegalArgumentException("The export \"%s\" must be int8 or float32.".formatted(name));
        };
    }

    private Done ranked(boolean resume) throws IOException {
        List<TrainingSet> learnt = new ArrayList<>();
        List<TrainingSet> heldOut = new ArrayList<>();
        collect(lists(), learnt, heldOut);
        Objectives.Kind kind = Objectives.Kind.parse(recipe.recipe());
        try (TrainableModel model = open(kind.head())) {
            Objectives objectives = new Objectives(recipe, model, mixture(learnt));
            List<Evaluation> evaluation =
                    heldOut.isEmpty() ? List.of() : List.of(evaluation(heldOut, objectives.scorer(kind)));
            return train(
                    model,
                    objectives.objective(kind),
                    evaluation,
                    sizes(learnt),
                    sizes(heldOut),
                    resume,
                    TrainingWatch.NOBODY);
        }
    }

    /** From conversations, where there is nothing to mine. */
    private Done written(boolean resume) throws IOException {
        try (TrainableModel model = open(Tuning.Head.LANGUAGE_MODEL)) {
            TrainableWriting writing = model.as(TrainableWriting.class);
            List<Lesson> learnt = new ArrayList<>();
            List<Lesson> heldOut = new ArrayList<>();
            SequencedMap<String, Integer> sizes = new LinkedHashMap<>();
            SequencedMap<String, Integer> out = new LinkedHashMap<>();
            for (Source source : recipe.data()) {
                List<Lesson> lessons = Conversations.read(source, data, writing.end());
                Parted<Lesson> parted = Parted.of(lessons, RecipeFile.or(source.holdOut(), 0));
                learnt.addAll(parted.rest());
                heldOut.addAll(parted.out());
                sizes.put(source.name(), parted.rest().size());
                out.put(source.name(), parted.out().size());
            }
            int batch = RecipeFile.or(recipe.learning().batch(), 16);
            int part = Math.min(batch, RecipeFile.or(recipe.learning().part(), batch));
            Objective objective = new AnswerObjective(writing, learnt, batch, part, seed());
            List<Evaluation> evaluation =
                    heldOut.isEmpty() ? List.of() : List.of(() -> AnswerObjective.value(writing, heldOut));
            return train(model, objective, evaluation, sizes, out, resume, TrainingWatch.NOBODY);
        }
    }

    /** Rankers over features, or over what the base embeds, which need no tensor library. */
    private Done overVectors(boolean resume) throws IOException {
        if (recipe.data().getFirst().letor() != null) {
            Source test =
                    recipe.evaluation() == null ? null : recipe.evaluation().test();
            return overVectors(VectorData.features(recipe.data(), test, data), resume);
        }
        List<TrainingSet> learnt = new ArrayList<>();
        List<TrainingSet> heldOut = new ArrayList<>();
        collect(lists(), learnt, heldOut);
        try (Model model = models.apply(reference(recipe.needBase()))) {
            Embedding embedding = model.as(Embedding.class);
            return overVectors(
                    new VectorData(VectorData.embedded(embedding), embedding.dimensions(), learnt, heldOut, List.of()),
                    resume);
        }
    }

    private Done overVectors(VectorData there, boolean resume) throws IOException {
        VectorRanker ranker = VectorRanker.of(recipe, there, mixture(there.learnt()), seed());
        try (Learner learner = ranker.learner()) {
            List<Evaluation> evaluation =
                    there.heldOut().isEmpty() ? List.of() : List.of(evaluation(there.heldOut(), ranker.scorer()));
            Done done = train(
                    learner,
                    ranker.objective(),
                    evaluation,
                    sizes(there.learnt()),
                    sizes(there.heldOut()),
                    resume,
                    ranker.rankingAtBest(there.test(), output()));
            if (evaluation.isEmpty()) {
                ranker.rank(there.test(), output());
            }
            return done;
        }
    }

    /** An embedder from the vectors of others. */
    private Done leaf(boolean resume) throws IOException {
        TextPool pool = TextPool.read(recipe.data(), data, folder);
        Function<String, Model> teachers = model -> models.apply(reference(model));
        try (Leaf leaf = Leaf.of(pool, mine(), lists().resolve("vectors"), teachers, told)) {
            Path student = output().resolve("student");
            if (!resume || !StudentFolder.isThere(student)) {
                leaf.writeStudent(folder.resolve(recipe.needBase()), student, models);
            }
            try (TrainableModel model = open(Tuning.Head.BI_ENCODER, student)) {
                int batch = RecipeFile.or(recipe.learning().batch(), 128);
                LeafObjective objective = new LeafObjective(
                        model.as(TrainableEmbedding.class),
                        leaf.space(),
                        pool.learnt(),
                        batch,
                        Math.min(batch, RecipeFile.or(recipe.learning().part(), 32)),
                        seed());
                List<Evaluation> evaluation =
                        pool.heldOut().isEmpty() ? List.of() : List.of(() -> objective.value(pool.heldOut()));
                Done done = train(
                        model, objective, evaluation, pool.learntOf(), pool.heldOutOf(), resume, TrainingWatch.NOBODY);
                StudentFolder.narrow(done.best());
                return done;
            }
        }
    }

    /** @param also looks on beside the log */
    private Done train(
            Learner model,
            Objective objective,
            List<Evaluation> evaluation,
            SequencedMap<String, Integer> learnt,
            SequencedMap<String, Integer> heldOut,
            boolean resume,
            TrainingWatch also)
            throws IOException {
        long steps = recipe.learning().steps();
        try (Task task = told.begin("training " + output().getFileName(), steps);
                RunLog log = new RunLog(output(), steps, task::reach)) {
            Trainer trainer =
                    new Trainer(model, objective, plan(recipe.learning()), evaluation, output(), log.and(also));
            Trainer.Outcome outcome = outcome(model, trainer, resume);
            ModelCard.write(recipe, outcome, learnt, heldOut, trainer.best());
            return new Done(outcome, trainer.best(), sum(learnt), sum(heldOut));
        }
    }

    private Path output() {
        return folder.resolve(recipe.output());
    }

    private Mixture mixture(List<TrainingSet> learnt) {
        return new Mixture(learnt, RecipeFile.or(recipe.learning().temperature(), 1.0), seed());
    }

    private Mine mine() {
        return recipe.mining() == null ? Mine.PLAIN : recipe.mining();
    }

    private Path lists() {
        return recipe.lists() == null ? output().resolve("lists") : folder.resolve(recipe.lists());
    }

    private long seed() {
        return RecipeFile.or(recipe.seed(), 1L);
    }

    private static SequencedMap<String, Integer> sizes(List<TrainingSet> sets) {
        SequencedMap<String, Integer> sizes = new LinkedHashMap<>();
        sets.forEach(set -> sizes.put(set.name(), set.size()));
        return sizes;
    }

    private static int sum(Map<String, Integer> sizes) {
        return sizes.values().stream().mapToInt(Integer::intValue).sum();
    }

    private Trainer.Outcome outcome(Learner learner, Trainer trainer, boolean resume) throws IOException {
        if (learner instanceof TrainableModel model
                && recipe.tune() != null
                && recipe.tune().tuned() instanceof Tuned.Sparse) {
            LotteryTicket ticket = new LotteryTicket(model, trainer);
            return resume ? ticket.resume() : ticket.run();
        }
        return resume && Trainer.isThere(trainer.folder()) ? trainer.resume() : trainer.run();
    }

    private void collect(Path kept, List<TrainingSet> learnt, List<TrainingSet> heldOut) throws IOException {
        List<Model> opened = new ArrayList<>();
        try {
            Mine mine = mine();
            List<Judge> teachers = new ArrayList<>();
            for (Taught taught : mine.asked()) {
                opened.add(models.apply(reference(taught.model())));
                teachers.add(Judge.of(taught, opened.getLast()));
            }
            Collecting collecting = new Collecting(data, kept, mine, teachers, told);
            for (Source source : recipe.data()) {
                List<TrainingList> lists = collecting.lists(source);
                Parted<TrainingList> parted = Parted.of(lists, RecipeFile.or(source.holdOut(), 0));
                if (!parted.out().isEmpty()) {
                    heldOut.add(new TrainingSet(source.name(), parted.out()));
                }
                if (!parted.rest().isEmpty()) {
                    learnt.add(new TrainingSet(source.name(), parted.rest()));
                }
            }
        } finally {
            opened.forEach(Model::close);
        }
    }

    /** Folders of teachers are relative to the recipe, too. */
    private String reference(String model) {
        int from = model.indexOf(':') + 1;
        int settings = model.indexOf('?');
        int to = settings < 0 ? model.length() : settings;
        Path there = folder.resolve(model.substring(from, to));
        return Files.exists(there) ? model.substring(0, from) + there + model.substring(to) : model;
    }

    private TrainableModel open(Tuning.Head head) {
        return open(head, folder.resolve(recipe.needBase()));
    }

    private TrainableModel open(Tuning.Head head, Path base) {
        Learning how = recipe.learning();
        Tuning tuning = new Tuning(
                head,
                recipe.tune() == null ? Tuned.all() : recipe.tune().tuned(),
                RecipeFile.or(how.rate(), 2e-5),
                RecipeFile.or(how.decay(), 0.01),
                RecipeFile.or(how.maxTokens(), 256),
                RecipeFile.or(how.recompute(), false),
                recipe.asking() == null ? 0 : RecipeFile.or(recipe.asking().noise(), 0.0),
                seed());
        return backEnd().open(base, tuning);
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
