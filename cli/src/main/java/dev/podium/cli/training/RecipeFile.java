package dev.podium.cli.training;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.podium.file.BadDataException;
import dev.podium.model.train.Tuned;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A recipe as its YAML file says it; paths are relative to the file. {@code docs/training.md} explains every word.
 *
 * @param recipe what is trained: {@link Objectives} has the names
 * @param base folder of the checkpoint that learning begins from; of rankers over vectors the model that embeds, or none over features
 * @param output folder of the run
 * @param lists folder where mined lists are kept, which recipes may share; one in the output, unless it says
 * @param seed of every chance
 * @param data what there is to learn from
 * @param mining where candidates and a teacher's scores come from
 * @param learning how
 * @param tune which numbers move; all, where it is not said
 * @param asking how the model is asked, and what that weighs
 * @param aims what the scores are pulled to
 * @param evaluation how good it is, on what data entries hold out
 * @param export {@code int8} or {@code float32}: the best checkpoint is also written as ONNX, into a folder of that name in the output
 * @param card what the model card says beside the figures
 */
public record RecipeFile(
        String recipe,
        @Nullable String base,
        String output,
        @Nullable String lists,
        @Nullable Long seed,
        List<Source> data,
        @Nullable Mine mining,
        Learning learning,
        @Nullable Tune tune,
        @Nullable Asking asking,
        @Nullable List<Aiming> aims,
        @Nullable Evaluating evaluation,
        @Nullable String export,
        @Nullable Map<String, String> card) {

    /**
     * A source: one of {@code beir}, {@code pairs}, {@code lists}, {@code triples}, {@code conversations}, {@code letor} and {@code texts}.
     *
     * @param name in logs and cards
     * @param beir a BEIR folder
     * @param split of its judgments; several with blanks between
     * @param pairs JSON lines with a query and a document that answers it
     * @param lists JSON lines with a query, documents and a label of each
     * @param triples JSON lines with a query, a document that answers it ({@code positive}) and one or several that do not ({@code negative})
     * @param conversations JSON lines with {@code prompt} and {@code answer}, or {@code messages} whose last is the answer; for {@code writing}
     * @param letor a file of features of learning to rank
     * @param sizes of its queries, where its lines do not name them
     * @param texts JSON lines with a text in any field; for {@code leaf}
     * @param words of a piece of a document, about; for {@code leaf}, like the next two
     * @param pieces of a document at most, evenly over it
     * @param keywords share of the pieces of which a query of a few of their words is made
     * @param query field of the query; of a BEIR folder the field of its queries' lines
     * @param text field of the document, or of the documents
     * @param title field of a title that goes before the text
     * @param labels field of the labels, one a text
     * @param answers instead of labels, of lists: field of the places of the relevant texts, from 0
     * @param clicks whether the labels of lists are clicks on what was shown in that order: texts below the one after the last click were
     *     hardly seen, and are left out
     * @param ask instead of queries, of a BEIR folder: {@code title} asks for its text, {@code sentence} for the text it is taken from
     * @param limit queries at most
     * @param holdOut queries that are not learnt from but evaluated on
     * @param teach whether teachers are asked; yes unless it says no
     * @param licence for the card
     */
    public record Source(
            String name,
            @Nullable String beir,
            @Nullable String split,
            @Nullable String pairs,
            @Nullable String lists,
            @Nullable String triples,
            @Nullable String conversations,
            @Nullable String letor,
            @Nullable String sizes,
            @Nullable String texts,
            @Nullable Integer words,
            @Nullable Integer pieces,
            @Nullable Double keywords,
            @Nullable String query,
            @Nullable String text,
            @Nullable String title,
            @Nullable String labels,
            @Nullable String answers,
            @Nullable Boolean clicks,
            @Nullable String ask,
            @Nullable Integer limit,
            @JsonProperty("hold-out") @Nullable Integer holdOut,
            @Nullable Boolean teach,
            @Nullable String licence) {}

    /**
     * How candidates are found and what teachers there are.
     *
     * @param depth of BM25
     * @param dense how many more are found by the vectors of the first teacher that has any
     * @param firstWeight of BM25 among the teachers
     * @param within best rank by the teachers at which a relevant candidate may stand; lists where it is lower are dropped
     * @param teachers models that know better
     */
    public record Mine(
            @Nullable Integer depth,
            @Nullable Integer dense,
            @JsonProperty("first-weight") @Nullable Double firstWeight,
            @Nullable Integer within,
            @Nullable List<Taught> teachers) {

        /** BM25 alone. */
        static final Mine PLAIN = new Mine(null, null, null, null, null);

        /** Those that are asked. */
        List<Taught> asked() {
            return teachers == null ? List.of() : teachers;
        }
    }

    /**
     * A teacher.
     *
     * @param model a reference
     * @param method of the catalogue by which it is asked; what the model is usually for, unless it says
     * @param weight among the teachers
     */
    public record Taught(
            String model, @Nullable String method, @Nullable Double weight) {}

    /**
     * How it learns.
     *
     * @param steps in all
     * @param batch lists of a step
     * @param part lists that go through the model together
     * @param size candidates of a list that are shown
     * @param relevant of them at most
     * @param lean towards hard ones
     * @param temperature of the mixture of sources
     * @param rate of learning
     * @param decay of weights
     * @param warmUp share of the steps in which the rate rises
     * @param schedule {@code linear}, {@code cosine} or {@code constant}
     * @param clip of the gradients' norm
     * @param maxTokens of a pair
     * @param recompute whether layers are run again backward
     * @param keepEvery steps
     * @param depth of trees
     * @param hidden numbers of the layer between vectors and the forms of {@code tsprank}; none unless it says
     */
    public record Learning(
            long steps,
            @Nullable Integer batch,
            @Nullable Integer part,
            @Nullable Integer size,
            @Nullable Integer relevant,
            @Nullable Double lean,
            @Nullable Double temperature,
            @Nullable Double rate,
            @Nullable Double decay,
            @JsonProperty("warm-up") @Nullable Double warmUp,
            @Nullable String schedule,
            @Nullable Double clip,
            @JsonProperty("max-tokens") @Nullable Integer maxTokens,
            @Nullable Boolean recompute,
            @JsonProperty("keep-every") @Nullable Long keepEvery,
            @Nullable Integer depth,
            @Nullable Integer hidden) {}

    /**
     * Which numbers move: one of {@code lora}, {@code bottleneck} and {@code sparse}, or all but what is frozen.
     *
     * @param lora rank of the products
     * @param alpha of the products; twice the rank unless it says
     * @param dropout before the products
     * @param targets last words of the layers' names
     * @param bottleneck how many times narrower than a layer
     * @param invertible whether a bottleneck has a coupling after the embeddings
     * @param sparse how many numbers of a lottery ticket
     * @param frozen parts of names that stay as they are
     */
    public record Tune(
            @Nullable Integer lora,
            @Nullable Double alpha,
            @Nullable Double dropout,
            @Nullable List<String> targets,
            @Nullable Integer bottleneck,
            @Nullable Boolean invertible,
            @Nullable Long sparse,
            @Nullable List<String> frozen) {

        /** As the back end says it. */
        Tuned tuned() {
            List<String> still = frozen == null ? List.of() : frozen;
            if (lora != null) {
                return new Tuned.Lora(
                        lora, or(alpha, 2.0 * lora), or(dropout, 0.05), targets == null ? List.of() : targets);
            }
            if (bottleneck != null) {
                return new Tuned.Bottleneck(bottleneck, or(invertible, false));
            }
            return sparse == null ? new Tuned.Full(still) : new Tuned.Sparse(sparse, still);
        }
    }

    /**
     * How the model is asked while it learns, which is how the method asks where it serves.
     *
     * @param method of the catalogue
     * @param settings of the method
     * @param words weight of the language model's loss of FIRST
     * @param ranks weight of the rank loss: of the labels of FIRST, of the listwise prompt of E2Rank
     * @param temperature of the contrast of vectors
     * @param negatives hard negatives of each query in the contrast
     * @param part texts that go through an embedder together
     * @param apart weight of the term that keeps MVP's anchors apart
     * @param views of MVP
     * @param weight of GMR: {@code sft}, {@code cl}, {@code one} or {@code unlearnt}
     * @param direction of GMR: {@code sft} or {@code cl}
     * @param noise on embedded tokens: NEFTune's alpha
     */
    public record Asking(
            @Nullable String method,
            @Nullable Map<String, String> settings,
            @Nullable Double words,
            @Nullable Double ranks,
            @Nullable Double temperature,
            @Nullable Integer negatives,
            @Nullable Integer part,
            @Nullable Double apart,
            @Nullable Integer views,
            @Nullable String weight,
            @Nullable String direction,
            @Nullable Double noise) {

        /** Nothing said. */
        static final Asking PLAIN = new Asking(null, null, null, null, null, null, null, null, null, null, null, null);
    }

    /**
     * A loss and what it is measured by.
     *
     * @param loss by name
     * @param temperature of losses that have one
     * @param at {@code grades} or {@code teacher}
     * @param weight among the aims
     */
    public record Aiming(
            String loss,
            @Nullable Double temperature,
            @Nullable String at,
            @Nullable Double weight) {}

    /**
     * How it is evaluated.
     *
     * @param metric on each list that is held out; the mean over the lists of a source, then over sources
     * @param depth of a list; as many as are shown while it learns, unless it says
     * @param every steps
     * @param patience evaluations without a new best after which it stops
     * @param test a file of features that is ranked when all is learnt, as {@code test.trec} beside its judgments {@code test.qrels}
     */
    public record Evaluating(
            @Nullable String metric,
            @Nullable Integer depth,
            @Nullable Long every,
            @Nullable Integer patience,
            @Nullable Source test) {}

    /**
     * Reads a recipe.
     *
     * @throws BadDataException if it says what is not known here
     */
    public static RecipeFile read(Path file) throws IOException {
        String text = Files.readString(file);
        try {
            return YAMLMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build()
                    .readValue(text, RecipeFile.class);
        } catch (JacksonException e) {
            throw new BadDataException(
                    file,
                    e.getLocation() == null ? 0 : Math.max(e.getLocation().getLineNr(), 0),
                    "",
                    "This is no recipe: " + e.getOriginalMessage() + ".",
                    "See docs/training.md for an example.",
                    e);
        }
    }

    /** The base. @throws IllegalArgumentException if the recipe has none */
    String needBase() {
        if (base == null) {
            throw new IllegalArgumentException(
                    "The recipe \"%s\" must have a base.\nMaybe base: base/minilm, which recipes/get-models fetches."
                            .formatted(recipe));
        }
        return base;
    }

    /** What it learns from, by the word for many of them. */
    public String examples() {
        return switch (recipe) {
            case TrainingRun.LEAF -> "texts";
            case TrainingRun.WRITING -> "answers";
            default -> "lists";
        };
    }

    /** A number, or what stands for it. */
    static <T> T or(@Nullable T said, T otherwise) {
        return said == null ? otherwise : said;
    }
}
