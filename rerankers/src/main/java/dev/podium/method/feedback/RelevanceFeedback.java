package dev.podium.method.feedback;

import dev.podium.Slate;
import dev.podium.ask.Scorer;
import dev.podium.judge.PairScores;
import dev.podium.method.feedback.QueryDistillation.Objective;
import dev.podium.model.Embedding;
import dev.podium.model.Method;
import dev.podium.model.PairScoring;
import dev.podium.order.ByScore;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What a cross-encoder thinks of the head of the list is taught to the vector of the query, which then orders the whole list.
 *
 * <p>Asks about min(n, {@code head}) pairs, and embeds n candidates and the query. The teaching itself is some hundred steps on one vector and
 * asks no model. So a long list is ordered by what an expensive judge said of its head, and a retriever could look with the new vector for
 * what the first one missed. It needs two models: {@code --model CROSS-ENCODER --model EMBEDDER}, or
 * {@link dev.podium.model.Together}.
 *
 * <p>Source: the relevance feedback of FIRST, arXiv 2406.15657, section 5.3, gangiswag/llm-reranker, 2d7cba4: divergence from the cross-encoder,
 * 100 steps of Adam at 0.005; then, with {@code second} above 0, RankNet weighted by ranks over so many of the head (9 there), a fifth of the
 * steps at a fifth of the rate. Departs from it: there the second teacher is a language model, here the first one teaches twice; and the
 * vector orders the candidates at hand, where there it retrieves anew.
 *
 * @param teacher that scores pairs
 * @param model that embeds texts
 * @param head candidates that teach at most, at least 1
 * @param steps of the first teaching
 * @param rate of learning
 * @param second candidates that teach a second time, by their order; 0 for none
 * @since 0.1.0
 */
public record RelevanceFeedback(PairScoring teacher, Embedding model, int head, int steps, double rate, int second)
        implements Scorer {

    /** Of steps and rate in the second teaching. */
    private static final int FINER = 5;

    /** In the catalogue. */
    public static final Method METHOD = Method.named("relevance-feedback")
            .family("feedback")
            .paper("FIRST, Gangi Reddy et al., arXiv 2406.15657")
            .needs(PairScoring.class)
            .needs(Embedding.class)
            .setting("head", "100", "candidates of the head that teach, at least 1")
            .setting("steps", "100", "steps of gradient descent, at least 0")
            .setting("rate", "0.005", "rate of learning, 0..1")
            .setting("second", "0", "candidates of the head that teach a second time, by their order; 0 for none")
            .builtAs((model, settings) -> new ByScore(new RelevanceFeedback(
                    model.as(PairScoring.class),
                    Vectors.movable(model.as(Embedding.class)),
                    settings.integer("head", 1),
                    settings.integer("steps", 0),
                    settings.number("rate", 0, 1),
                    settings.integer("second", 0))));

    @Override
    public double[] score(Slate slate) {
        if (slate.size() == 0) {
            return new double[0];
        }
        int[] places = IntStream.range(0, Math.min(head, slate.size())).toArray();
        double[] targets = new PairScores(teacher).score(slate.pick(places));
        Vectors vectors = Vectors.of(model, slate);
        double[][] taught = Arrays.copyOf(vectors.documents(), targets.length);
        double[] query = new QueryDistillation(Objective.KL, steps, rate).learned(vectors.query(), taught, targets);
        int again = Math.min(second, targets.length);
        return vectors.products(new QueryDistillation(Objective.RANKNET, again == 0 ? 0 : steps / FINER, rate / FINER)
                .learned(query, Arrays.copyOf(taught, again), Arrays.copyOf(targets, again)));
    }

    /** Pairs of the head, texts of all, and the query. */
    @Override
    public long calls(int size) {
        return Math.min(head, size) + size + 1L;
    }
}
