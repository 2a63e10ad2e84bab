package dev.podium.torch.sentence;

import dev.podium.model.Embedded;
import dev.podium.model.Prompt;
import dev.podium.model.Similarity;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A text becomes one vector.
 *
 * @since 0.1.0
 */
public final class BiEncoder implements SentenceModel {

    private final Routes routes;
    private final Similarity similarity;
    private final @Nullable PromptReader prompts;
    private final Batches batches;
    private final Opened opened;

    /** @param prompts reads prompts as they stand, where the network does */
    BiEncoder(Routes routes, Similarity similarity, @Nullable PromptReader prompts, Batches batches, Opened opened) {
        this.routes = routes;
        this.similarity = similarity;
        this.prompts = prompts;
        this.batches = batches;
        this.opened = opened;
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
        PromptReader reader = prompts;
        if (reader == null) {
            throw new IllegalArgumentException(
                    "This model embeds texts and no prompts: its network is no decoder.\nMaybe embed the texts.");
        }
        return embed(asked.size(), i -> reader.shown(asked.get(i)), routes.of(Task.NONE), Task.NONE);
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
