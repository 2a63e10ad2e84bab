package dev.podium.torch.sentence;

import dev.podium.torch.layer.Packing;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Each token becomes a vector, and texts meet token by token: for each of the query's the nearest of the document's, summed.
 *
 * <p>Source: ColBERT (Khattab and Zaharia 2020, section 3.3).
 *
 * @since 0.1.0
 */
public final class LateInteraction implements SentenceModel {

    private static final int PRODUCTS = 1 << 24; // of one matrix of similarities at most, 64 MB

    private final Routes routes;
    private final boolean mean;
    private final Batches batches;
    private final Opened opened;

    /** @param mean whether the sum is divided by the query's tokens */
    LateInteraction(Routes routes, boolean mean, Batches batches, Opened opened) {
        this.routes = routes;
        this.mean = mean;
        this.batches = batches;
        this.opened = opened;
    }

    /**
     * Vectors of the tokens of texts, each text as if it were alone.
     *
     * @param texts without prompts and markers: these are added
     * @return one a text, in their order
     */
    public List<TokenVectors> encode(List<String> texts, Task task) {
        Pipeline pipeline = routes.of(task);
        TokenVectors[] vectors = new TokenVectors[texts.size()];
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
                    float[] all = features.tensor(Features.TOKENS).floats();
                    int width = all.length / features.packing().tokens();
                    for (int i = 0; i < places.length; i++) {
                        Packing.Segment segment = features.packing().segments().get(i);
                        vectors[places[i]] = counted(all, width, segment, features.counted(), counts[places[i]]);
                    }
                });
        for (int i = 0; i < vectors.length; i++) {
            if (vectors[i] == null) { // an empty text, and a tokenizer that puts no mark around it
                vectors[i] = new TokenVectors(new float[0], 0, pipeline.width(), counts[i][0], counts[i][1]);
            }
        }
        return Arrays.asList(vectors);
    }

    private static TokenVectors counted(
            float[] all, int width, Packing.Segment segment, boolean[] counts, int[] tokens) {
        float[] numbers = new float[segment.length() * width];
        int size = 0;
        for (int token = segment.from(); token < segment.to(); token++) {
            if (counts[token]) {
                System.arraycopy(all, token * width, numbers, size * width, width);
                size++;
            }
        }
        return new TokenVectors(Arrays.copyOf(numbers, size * width), size, width, tokens[0], tokens[1]);
    }

    /**
     * How near documents are to queries.
     *
     * @return [query][document]; 0 for a document none of whose tokens counts
     */
    public double[][] maxsim(List<TokenVectors> queries, List<TokenVectors> documents) {
        double[][] scores = new double[queries.size()][documents.size()];
        for (int from = 0; from < documents.size(); ) {
            int to = from;
            int rows = 0;
            while (to < documents.size()
                    && (to == from || rows + documents.get(to).size() <= PRODUCTS / 256)) {
                rows += documents.get(to++).size();
            }
            if (rows > 0) {
                try (Scope _ = Scope.open()) {
                    meet(queries, documents.subList(from, to), rows, from, scores);
                }
            }
            from = to;
        }
        return scores;
    }

    private void meet(
            List<TokenVectors> queries, List<TokenVectors> documents, int rows, int first, double[][] scores) {
        int width = documents.getFirst().width();
        float[] joined = new float[rows * width];
        int at = 0;
        for (TokenVectors document : documents) {
            System.arraycopy(document.shared(), 0, joined, at, document.size() * width);
            at += document.size() * width;
        }
        Tensor all = Tensors.of(joined, rows, width).to(opened.device()).transpose(0, 1);
        for (int q = 0; q < queries.size(); q++) {
            TokenVectors query = queries.get(q);
            if (query.size() == 0) {
                continue;
            }
            try (Scope _ = Scope.open()) {
                Tensor products = Tensors.of(query.shared(), query.size(), width)
                        .to(opened.device())
                        .matmul(all);
                List<Tensor> sums = new ArrayList<>();
                int row = 0;
                for (TokenVectors document : documents) {
                    if (document.size() > 0) {
                        sums.add(products.slice(1, row, row + document.size())
                                .max(1, false)
                                .sum());
                    }
                    row += document.size();
                }
                double[] found = Tensors.stack(sums, 0).doubles();
                int next = 0;
                for (int d = 0; d < documents.size(); d++) {
                    if (documents.get(d).size() > 0) {
                        scores[q][first + d] = mean ? found[next] / query.size() : found[next];
                        next++;
                    }
                }
            }
        }
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
