package dev.podium.method.feedback;

import dev.podium.Slate;
import dev.podium.ask.Scorer;
import dev.podium.model.Embedding;
import dev.podium.model.Method;
import dev.podium.model.Settings;
import dev.podium.order.ByScore;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The vector of the query is moved towards those of the head of the list, and all candidates are ordered by where it went.
 *
 * <p>Embeds n candidates and the query once: n + 1 texts. The moving costs nothing to speak of. It helps where the head is right, and the
 * query should keep at least half of its weight; on MS MARCO, of whose right answers few are known, the authors lose by it.
 *
 * <p>Source: Li et al., arXiv 2108.11044, section 3.3, and ielab/Neural-Relevance-Feedback-Public, of which this is the part that reranks.
 * {@code average} is the mean of the query and k candidates (k = 3 was best), {@code rocchio} {@code alpha} times the query plus {@code beta}
 * times the mean of the candidates (k = 5, 0.4 and 0.6). Departs from it: vectors of models that compare by cosine are brought to length 1
 * first.
 *
 * @param model that embeds texts
 * @param k candidates that feed back, at least 1
 * @param alpha weight of the query
 * @param beta weight of the mean of those; NaN for a mean of them and the query, all weighing alike
 * @param nearest whether those feed back that the unmoved query finds nearest, instead of the head of the list as given
 * @since 0.1.0
 */
public record PrfVector(Embedding model, int k, double alpha, double beta, boolean nearest) implements Scorer {

    private static final double MOST_WEIGHT = 1000;

    /** In the catalogue. */
    public static final Method METHOD = Method.named("prf-vector")
            .family("feedback")
            .paper(
                    "Pseudo Relevance Feedback with Deep Language Models and Dense Retrievers, Li et al., arXiv 2108.11044")
            .needs(Embedding.class)
            .setting("form", "average", "average or rocchio")
            .setting("k", "3", "candidates that feed back, at least 1")
            .setting("alpha", "0.4", "weight of the query with rocchio, 0..1000")
            .setting("beta", "0.6", "weight of the candidates with rocchio, 0..1000")
            .setting(
                    "head",
                    "given",
                    "given: the head of the list feeds back; nearest: what the query finds nearest does")
            .builtAs((model, settings) -> new ByScore(of(Vectors.movable(model.as(Embedding.class)), settings)));

    private static PrfVector of(Embedding model, Settings settings) {
        boolean average = settings.choice("form", "average", "rocchio").equals("average");
        return new PrfVector(
                model,
                settings.integer("k", 1),
                average ? 1 : settings.number("alpha", 0, MOST_WEIGHT),
                average ? Double.NaN : settings.number("beta", 0, MOST_WEIGHT),
                settings.choice("head", "given", "nearest").equals("nearest"));
    }

    @Override
    public double[] score(Slate slate) {
        if (slate.size() == 0) {
            return new double[0];
        }
        Vectors vectors = Vectors.of(model, slate);
        double[] before = vectors.products(vectors.query());
        IntStream places = IntStream.range(0, before.length);
        int[] head = (nearest
                        ? places.boxed()
                                .sorted(Comparator.comparingDouble(i -> -before[i]))
                                .mapToInt(Integer::intValue)
                        : places)
                .limit(k)
                .toArray();
        return vectors.products(moved(vectors, head));
    }

    private double[] moved(Vectors vectors, int[] head) {
        double own = Double.isNaN(beta) ? 1.0 / (head.length + 1) : alpha;
        double each = Double.isNaN(beta) ? own : beta / head.length;
        double[] moved = new double[vectors.query().length];
        for (int d = 0; d < moved.length; d++) {
            moved[d] = own * vectors.query()[d];
            for (int i : head) {
                moved[d] += each * vectors.documents()[i][d];
            }
        }
        return moved;
    }

    /** The query is embedded too. */
    @Override
    public long calls(int size) {
        return size + 1L;
    }
}
