package dev.podium.torch.sentence;

import dev.podium.model.Embedded;
import dev.podium.model.Similarity;
import java.util.Arrays;
import java.util.List;

/**
 * A text becomes one vector.
 *
 * @since 0.1.0
 */
public final class BiEncoder implements SentenceModel {

    private final Routes routes;
    private final Similarity similarity;
    private final Batches batches;
    private final Opened opened;

    BiEncoder(Routes routes, Similarity similarity, Batches batches, Opened opened) {
        this.routes = routes;
        this.similarity = similarity;
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
        Embedded[] embedded = new Embedded[texts.size()];
        int[][] counts = new int[texts.size()][];
        batches.run(
                texts.size(),
                i -> {
                    Shown shown = pipeline.reader().text(texts.get(i), task);
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
