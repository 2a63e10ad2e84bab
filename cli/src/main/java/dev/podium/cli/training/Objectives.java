package dev.podium.cli.training;

import dev.podium.ask.Scorer;
import dev.podium.cli.training.RecipeFile.Asking;
import dev.podium.cli.training.RecipeFile.Learning;
import dev.podium.method.Catalogue;
import dev.podium.model.train.TrainableEmbedding;
import dev.podium.model.train.TrainableModel;
import dev.podium.model.train.TrainableScorer;
import dev.podium.model.train.TrainableViews;
import dev.podium.model.train.TrainableWriting;
import dev.podium.model.train.Tuning;
import dev.podium.train.Objective;
import dev.podium.train.data.Choice;
import dev.podium.train.data.Mixture;
import dev.podium.train.loss.Gmr;
import dev.podium.train.loss.InfoNce;
import dev.podium.train.loss.ItemWeight;
import dev.podium.train.loss.RankNet;
import dev.podium.train.objective.Aim;
import dev.podium.train.objective.ContrastiveObjective;
import dev.podium.train.objective.EmbeddingScorer;
import dev.podium.train.objective.FirstObjective;
import dev.podium.train.objective.GmrObjective;
import dev.podium.train.objective.LabelScorer;
import dev.podium.train.objective.ListObjective;
import dev.podium.train.objective.MethodPrompts;
import dev.podium.train.objective.ViewsObjective;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What each kind of recipe that learns from lists trains, and by what its model is judged on the way.
 *
 * @param recipe says how
 * @param model learns
 * @param mixture what it learns from
 */
record Objectives(RecipeFile recipe, TrainableModel model, Mixture mixture) {

    /** E2Rank's RankNet takes cosines times 10. */
    private static final double COSINES = 10;

    /** What can be trained on lists. */
    enum Kind {
        /** Scores of pairs, any aims: supervised, distilled (DeAR's first stage), both. */
        CROSS_ENCODER(Tuning.Head.CROSS_ENCODER),
        /** Vectors by contrast, and by aims of their cosines where there are any. */
        BI_ENCODER(Tuning.Head.BI_ENCODER),
        /** Vectors of texts and of their tokens together, any aims: M3. */
        MULTI_VECTOR(Tuning.Head.BI_ENCODER),
        /** Vectors by contrast and by the ranks of the listwise prompt. */
        E2RANK(Tuning.Head.BI_ENCODER),
        /** The answer as words, and the logits of its first place as ranks. */
        FIRST(Tuning.Head.LANGUAGE_MODEL),
        /** The logits that a method of the catalogue reads, any aims: RankT5, monoT5, yes or no. */
        LABELS(Tuning.Head.LANGUAGE_MODEL),
        /** Yes and no, by whose weight and in whose direction. */
        GMR(Tuning.Head.LANGUAGE_MODEL),
        /** Lists by views. */
        MVP(Tuning.Head.VIEWS);

        private final Tuning.Head head;

        Kind(Tuning.Head head) {
            this.head = head;
        }

        Tuning.Head head() {
            return head;
        }

        static Kind parse(String name) {
            return Arrays.stream(values())
                    .filter(kind -> kind.toString().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("The recipe \"%s\" must be one of: %s."
                            .formatted(name, String.join(", ", TrainingRun.kinds()))));
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    Objective objective(Kind kind) {
        return switch (kind) {
            case CROSS_ENCODER, MULTI_VECTOR -> lists(model.as(TrainableScorer.class));
            case LABELS -> lists(labels());
            case BI_ENCODER -> recipe.aims() == null ? contrast() : contrast().plus(lists(embedding("bi-encoder")));
            case E2RANK -> contrast().plus(ranked());
            case FIRST -> first();
            case GMR -> gmr();
            case MVP -> views();
        };
    }

    /** By which the model is evaluated while it learns. */
    Scorer scorer(Kind kind) {
        return switch (kind) {
            case CROSS_ENCODER, MULTI_VECTOR -> model.as(TrainableScorer.class);
            case BI_ENCODER -> embedding("bi-encoder");
            case E2RANK -> embedding("e2rank");
            case FIRST, LABELS, GMR -> labels();
            case MVP -> {
                TrainableViews views = model.as(TrainableViews.class);
                yield (TrainableScorer) views::forward;
            }
        };
    }

    private Asking asking() {
        return recipe.asking() == null ? Asking.PLAIN : recipe.asking();
    }

    private Map<String, String> settings() {
        Map<String, String> said = asking().settings();
        return said == null ? Map.of() : said;
    }

    private int batch() {
        return RecipeFile.or(recipe.learning().batch(), 16);
    }

    private int part() {
        return Math.min(batch(), RecipeFile.or(recipe.learning().part(), batch()));
    }

    private long seed() {
        return RecipeFile.or(recipe.seed(), 1L);
    }

    private Choice choice() {
        Learning how = recipe.learning();
        return new Choice(
                RecipeFile.or(how.size(), 8), RecipeFile.or(how.relevant(), 1), RecipeFile.or(how.lean(), 0.5));
    }

    private Objective lists(TrainableScorer scorer) {
        return new ListObjective(scorer, mixture, choice(), Aims.of(recipe.aims()), batch(), part());
    }

    private MethodPrompts prompts(String usual) {
        return new MethodPrompts(
                Catalogue.method(RecipeFile.or(asking().method(), usual)),
                settings(),
                model.as(TrainableWriting.class).forms());
    }

    private LabelScorer labels() {
        String usual = recipe.recipe().equals("first") ? "first" : "yes-no";
        return new LabelScorer(model.as(TrainableWriting.class), prompts(usual));
    }

    private EmbeddingScorer embedding(String method) {
        TrainableEmbedding embedding = model.as(TrainableEmbedding.class);
        return new EmbeddingScorer(
                embedding,
                Catalogue.method(method),
                method.equals("e2rank") ? settings() : Map.of(),
                embedding.forms(),
                COSINES);
    }

    private Objective contrast() {
        return new ContrastiveObjective(
                model.as(TrainableEmbedding.class),
                model,
                mixture,
                new Choice(
                        1 + Math.max(1, RecipeFile.or(asking().negatives(), 1)),
                        1,
                        RecipeFile.or(recipe.learning().lean(), 0.5)),
                new InfoNce(RecipeFile.or(asking().temperature(), 0.03)),
                batch(),
                RecipeFile.or(asking().part(), 64));
    }

    private Objective ranked() {
        Aim ranks = Aim.atTeacher(RecipeFile.or(asking().ranks(), 2.0), new RankNet());
        List<Aim> aims = recipe.aims() == null ? List.of(ranks) : Aims.of(recipe.aims());
        return new ListObjective(embedding("e2rank"), mixture, choice(), aims, batch(), part());
    }

    private Objective first() {
        List<Aim> aims = recipe.aims() == null
                ? List.of(Aim.atTeacher(1, new RankNet().weight(RankNet.Weight.RANKS)))
                : Aims.of(recipe.aims());
        return new FirstObjective(
                model.as(TrainableWriting.class),
                prompts("first"),
                mixture,
                choice(),
                RecipeFile.or(asking().words(), 1.0),
                RecipeFile.or(asking().ranks(), 10.0),
                aims.getFirst().loss(),
                batch(),
                part(),
                seed());
    }

    private Objective gmr() {
        ItemWeight weight = switch (RecipeFile.or(asking().weight(), "sft")) {
            case "sft" -> Gmr.Weight.SFT;
            case "cl" -> Gmr.Weight.CL;
            case "one" -> Gmr.Weight.ONE;
            case "unlearnt" -> new Gmr.Unlearnt(0.1);
            default ->
                throw new IllegalArgumentException(
                        "The weight \"%s\" must be sft, cl, one or unlearnt.".formatted(asking().weight()));
        };
        Gmr.Direction direction = switch (RecipeFile.or(asking().direction(), "sft")) {
            case "sft" -> Gmr.Direction.SFT;
            case "cl" -> Gmr.Direction.CL;
            default ->
                throw new IllegalArgumentException(
                        "The direction \"%s\" must be sft or cl.".formatted(asking().direction()));
        };
        return new GmrObjective(
                model.as(TrainableWriting.class),
                prompts("yes-no"),
                mixture,
                choice(),
                new Gmr(weight, direction),
                batch());
    }

    private Objective views() {
        return new ViewsObjective(
                model.as(TrainableViews.class),
                mixture,
                choice(),
                Aims.of(recipe.aims()),
                RecipeFile.or(asking().apart(), 1.0),
                RecipeFile.or(asking().views(), 4),
                batch(),
                part());
    }
}
