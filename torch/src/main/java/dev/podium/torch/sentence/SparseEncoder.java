package dev.podium.torch.sentence;

import java.util.Arrays;
import java.util.List;

/**
 * A text becomes weights of words, of those that it has and of those that it could have had.
 *
 * @since 0.1.0
 */
public final class SparseEncoder implements SentenceModel {

    private final Routes routes;
    private final Batches batches;
    private final Opened opened;

    SparseEncoder(Routes routes, Batches batches, Opened opened) {
        this.routes = routes;
        this.batches = batches;
        this.opened = opened;
    }

    /**
     * Sparse vectors of texts, each as if it were alone; to be compared by {@link SparseVector#dot}.
     *
     * @param texts without prompts: these are added
     * @return one a text, in their order
     */
    public List<SparseVector> encode(List<String> texts, Task task) {
        Pipeline pipeline = routes.of(task);
        SparseVector[] vectors = new SparseVector[texts.size()];
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
                        vectors[place] = SparseVector.of(
                                rows, row * width, (row + 1) * width, counts[place][0], counts[place][1]);
                    }
                });
        for (int i = 0; i < vectors.length; i++) {
            if (vectors[i] == null) { // an empty text, and a tokenizer that puts no mark around it
                vectors[i] = new SparseVector(new int[0], new float[0], counts[i][0], counts[i][1]);
            }
        }
        return Arrays.asList(vectors);
    }

    /** Words of the vocabulary. */
    public int vocabulary() {
        return routes.of(Task.DOCUMENT).width();
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
