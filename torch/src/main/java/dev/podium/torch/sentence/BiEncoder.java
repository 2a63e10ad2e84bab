package dev.podium.torch.sentence;

import dev.podium.model.Embedded;
import dev.podium.model.Prompt;
import dev.podium.model.Scored;
import dev.podium.model.Similarity;
import dev.podium.torch.encoder.Encoder;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.SideBySide;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Kind;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A text becomes one vector.
 *
 * @since 0.1.0
 */
public final class BiEncoder implements SentenceModel {

    private static final int PART = 16; // some thousand tokens, enough for matrix products to be at their best

    private final Path folder;
    private final Routes routes;
    private final Similarity similarity;
    private final @Nullable PromptReader prompts;
    private final Batches batches;
    private final Opened opened;

    /** @param prompts reads prompts as they stand, where the network does */
    BiEncoder(
            Path folder,
            Routes routes,
            Similarity similarity,
            @Nullable PromptReader prompts,
            Batches batches,
            Opened opened) {
        this.folder = folder;
        this.routes = routes;
        this.similarity = similarity;
        this.prompts = prompts;
        this.batches = batches;
        this.opened = opened;
    }

    /**
     * The model in a folder, to learn.
     *
     * @param trained parameters by the name that they have in their folder; the others are frozen
     * @param maxTokens of a text; less where the model takes less
     * @throws dev.podium.model.ModelUnavailableException as {@link SentenceModel#open} does
     */
    public static BiEncoder learning(Path folder, Device device, Predicate<String> trained, int maxTokens) {
        return (BiEncoder) Assembly.open(folder, SentenceKind.BI_ENCODER, Opened.learning(device, trained, maxTokens));
    }

    /**
     * Vectors of texts, each as if it were alone.
     *
     * @param texts without prompts: these are added
     * @return one a text, in their order
     */
    public List<Embedded> embed(List<String> texts, Task task) {
        Pipeline pipeline = routes.of(task);
        return embed(texts.size(), i -> pipeline.reader().text(texts.get(i), task), pipeline, task);
    }

    /**
     * Vectors of prompts as they stand.
     *
     * @return one a prompt, in their order
     * @throws IllegalArgumentException if the model reads no prompts of that form
     */
    public List<Embedded> embedPrompts(List<Prompt> asked) {
        PromptReader reader = readerOfPrompts();
        return embed(asked.size(), i -> reader.shown(asked.get(i)), routes.of(Task.NONE), Task.NONE);
    }

    private PromptReader readerOfPrompts() {
        if (prompts == null) {
            throw new IllegalArgumentException(
                    "This model embeds texts and no prompts: its network is no decoder.\nMaybe embed the texts.");
        }
        return prompts;
    }

    /**
     * The vectors of texts in one pass, with all that led to them.
     *
     * @return [texts, dimensions], in the scope of the caller
     */
    public Tensor forward(List<String> texts, Task task) {
        Pipeline pipeline = routes.of(task);
        return forward(SideBySide.of(texts, text -> pipeline.reader().text(text, task)), pipeline, task);
    }

    /** The same of prompts as they stand. @throws IllegalArgumentException as {@link #embedPrompts} */
    public Tensor forwardPrompts(List<Prompt> asked) {
        PromptReader reader = readerOfPrompts();
        return forward(asked.stream().map(reader::shown).toList(), routes.of(Task.NONE), Task.NONE);
    }

    private Tensor forward(List<Shown> all, Pipeline pipeline, Task task) {
        int[] order = Shown.shortestFirst(all);
        int[] rows = new int[all.size()];
        Arrays.fill(rows, order.length); // an empty text, and a tokenizer that puts no mark around it: zeros
        for (int row = 0; row < order.length; row++) {
            rows[order[row]] = row;
        }
        List<Tensor> vectors = new ArrayList<>();
        if (order.length > 0) {
            vectors.add(pipeline.run(IntStream.of(order).mapToObj(all::get).toList(), task)
                    .tensor(Features.TEXTS));
        }
        Device device = opened.device();
        if (order.length < all.size()) {
            vectors.add(Tensors.zeros(Kind.FLOAT32, 1, pipeline.width()).to(device));
        }
        Tensor together = vectors.size() == 1 ? vectors.getFirst() : Tensors.cat(vectors, 0);
        return together.pick(0, Tensors.indices(rows).to(device));
    }

    /**
     * How near documents are to the queries they are shown for, as wholes and token by token, in one pass.
     *
     * @param documents of each query
     * @param share of the tokens in a score, in 0..1; the rest is of the wholes
     * @return [documents of all queries], in -1..1, in the scope of the caller
     */
    public Tensor near(List<String> queries, List<List<String>> documents, double share) {
        List<TextVectors> asked = TextVectors.of(queries, routes.of(Task.QUERY), Task.QUERY);
        List<TextVectors> read = TextVectors.of(
                documents.stream().flatMap(List::stream).toList(), routes.of(Task.DOCUMENT), Task.DOCUMENT);
        List<Tensor> near = new ArrayList<>();
        for (int query = 0; query < asked.size(); query++) {
            for (int i = 0; i < documents.get(query).size(); i++) {
                near.add(asked.get(query).near(read.get(near.size()), share));
            }
        }
        return Tensors.stack(near, 0);
    }

    /**
     * The same to score with: documents are read a part at a time.
     *
     * @return one a document, -1..1
     */
    public List<Scored> scored(String query, List<String> documents, double share) {
        List<Scored> scored = new ArrayList<>();
        try (Scope _ = Scope.open()) {
            TextVectors asked = TextVectors.of(List.of(query), routes.of(Task.QUERY), Task.QUERY)
                    .getFirst();
            for (int from = 0; from < documents.size(); from += PART) {
                List<String> part = documents.subList(from, Math.min(documents.size(), from + PART));
                try (Scope _ = Scope.open()) {
                    for (TextVectors read : TextVectors.of(part, routes.of(Task.DOCUMENT), Task.DOCUMENT)) {
                        scored.add(new Scored(
                                asked.near(read, share).item(),
                                read.shown().tokens(),
                                read.shown().tokensUsed()));
                    }
                }
            }
        }
        return scored;
    }

    /** The parameters of its modules by where their folders lie in this one's; those of the folder itself by the empty name. */
    public SequencedMap<String, Parameters> parameters() {
        SequencedMap<String, Parameters> all = new LinkedHashMap<>();
        opened.all()
                .forEach((path, parameters) ->
                        all.put(folder.normalize().relativize(path.normalize()).toString(), parameters));
        return all;
    }

    /** The encoder that its first network is; none where that is something else. */
    public @Nullable Encoder encoder() {
        return opened.encoder();
    }

    /** The forms of prompt that it reads; none, where its network is no decoder. */
    public Set<Prompt.Form> forms() {
        return prompts == null ? Set.of() : prompts.forms();
    }

    private List<Embedded> embed(int count, IntFunction<Shown> reader, Pipeline pipeline, Task task) {
        Embedded[] embedded = new Embedded[count];
        int[][] counts = new int[count][];
        batches.run(
                count,
                i -> {
                    Shown shown = reader.apply(i);
                    counts[i] = new int[] {shown.tokens(), shown.tokensUsed()};
                    return shown;
                },
                pipeline,
                task,
                (places, features) -> {
                    float[] rows = features.tensor(Features.TEXTS).floats();
                    int width = rows.length / places.length;
                    for (int row = 0; row < places.length; row++) {
                        int place = places[row];
                        embedded[place] = new Embedded(
                                Arrays.copyOfRange(rows, row * width, (row + 1) * width),
                                counts[place][0],
                                counts[place][1]);
                    }
                });
        for (int i = 0; i < embedded.length; i++) {
            if (embedded[i] == null) { // an empty text, and a tokenizer that puts no mark around it
                embedded[i] = new Embedded(new float[pipeline.width()], counts[i][0], counts[i][1]);
            }
        }
        return Arrays.asList(embedded);
    }

    /** The same without the counts, [text][dimension]. */
    public float[][] vectors(List<String> texts, Task task) {
        return embed(texts, task).stream().map(Embedded::vector).toArray(float[][]::new);
    }

    /** How two vectors of this model are to be compared. */
    public Similarity similarity() {
        return similarity;
    }

    /** Numbers of a vector. */
    public int dimensions() {
        return routes.of(Task.NONE).width();
    }

    @Override
    public int maxTokens() {
        return routes.of(Task.DOCUMENT).reader().maxTokens();
    }

    @Override
    public void close() {
        opened.close();
    }
}
