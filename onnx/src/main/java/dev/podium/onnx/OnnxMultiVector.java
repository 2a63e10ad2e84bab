package dev.podium.onnx;

import dev.podium.Scale;
import dev.podium.model.Embedded;
import dev.podium.model.Embedding.Role;
import dev.podium.model.PairScoring;
import dev.podium.model.Scored;
import dev.podium.model.Similarity;
import dev.podium.model.Tally;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A bi-encoder that has a vector of a text and of each of its tokens, and brings query and document together by both.
 *
 * <p>A score is {@code (1 - share) cos(q, d) + share mean_i max_j cos(q_i, d_j)}, over the query's tokens i and the document's j, marks
 * among them. The query is read once a call.
 *
 * <p>Source: M3-Embedding, Chen et al., arXiv 2402.03216, section 3.2. Departs from it: the vectors of tokens are those that the mean of
 * the text is taken of, without a projection.
 */
final class OnnxMultiVector implements PairScoring {

    private static final double LEAST = 1e-12; // torch's normalize

    private final OnnxModel model;
    private final OnnxEmbedding embedding;
    private final double share;

    /** @param share of the tokens in a score, in 0..1 */
    OnnxMultiVector(OnnxModel model, OnnxEmbedding embedding, double share) {
        this.model = model;
        this.embedding = embedding;
        this.share = share;
    }

    @Override
    public List<Scored> score(String query, List<String> documents) {
        List<String> shown = List.copyOf(documents);
        if (shown.isEmpty()) {
            return List.of();
        }
        return model.whileOpen(() -> {
            LongAdder read = new LongAdder();
            OnnxEmbedding.Shown asked = embedding.shown(query, Role.QUERY);
            read.add(asked.length());
            Scored[] scored = new Scored[shown.size()];
            Asked vectors = asked.length() == 0
                    ? null
                    : model.graph()
                            .run(
                                    asked.sequence(),
                                    output -> Asked.of(output, asked.length(), embedding.whole(output, asked)));
            model.lanes().each(scored.length, i -> scored[i] = score(vectors, shown.get(i), read));
            Tally.called(scored.length, read.sum(), 0);
            return Arrays.asList(scored);
        });
    }

    private Scored score(@Nullable Asked query, String document, LongAdder read) {
        OnnxEmbedding.Shown text = embedding.shown(document, Role.PASSAGE);
        read.add(text.length());
        double score = query == null || text.length() == 0 // no text, and a tokenizer that puts no mark around it
                ? 0
                : model.graph().run(text.sequence(), output -> {
                    double wholes = Similarity.COSINE.of(query.whole(), embedding.whole(output, text));
                    return (1 - share) * wholes + share * query.tokens(output, text.length());
                });
        model.requireFinite(score, text.tokens(), document);
        return new Scored(score, text.tokens(), text.used());
    }

    /**
     * The vectors of a query.
     *
     * <p>Those of tokens lie as [dimension][token]: then the sums of all tokens grow side by side, in one register, while the numbers of
     * a document's token come one after the other. That takes a fiftieth of the time of the graph.
     *
     * @param size tokens
     */
    private record Asked(Embedded whole, float[] turned, int size) {

        static Asked of(FloatBuffer output, int size, Embedded whole) {
            int width = output.remaining() / size;
            float[] turned = new float[width * size];
            for (int token = 0; token < size; token++) {
                double norm = norm(output, token * width, width);
                for (int k = 0; k < width; k++) {
                    turned[k * size + token] = (float) (output.get(token * width + k) / norm);
                }
            }
            return new Asked(whole, turned, size);
        }

        /** @param output of a document [token, width] */
        double tokens(FloatBuffer output, int length) {
            int width = turned.length / size;
            float[] row = new float[width];
            float[] sums = new float[size];
            float[] best = new float[size];
            Arrays.fill(best, -1);
            for (int token = 0; token < length; token++) {
                output.get(token * width, row);
                Arrays.fill(sums, 0);
                for (int k = 0; k < width; k++) {
                    float number = row[k];
                    int at = k * size;
                    for (int i = 0; i < size; i++) {
                        sums[i] += number * turned[at + i];
                    }
                }
                float over = (float) (1 / norm(output, token * width, width));
                for (int i = 0; i < size; i++) {
                    best[i] = Math.max(best[i], sums[i] * over);
                }
            }
            double sum = 0;
            for (float one : best) {
                sum += one;
            }
            return sum / size;
        }

        private static double norm(FloatBuffer output, int from, int width) {
            double sum = 0;
            for (int k = from; k < from + width; k++) {
                double number = output.get(k);
                sum += number * number;
            }
            return Math.max(Math.sqrt(sum), LEAST);
        }
    }

    /** Comparable within one list: cosines of a model seldom use the whole of -1..1. */
    @Override
    public Scale scale() {
        return Scale.REAL;
    }

    @Override
    public String activation() {
        return "identity";
    }

    /** Of a text; query and document are read apart. */
    @Override
    public int maxTokens() {
        return embedding.maxTokens();
    }

    @Override
    public boolean apart() {
        return true;
    }
}
