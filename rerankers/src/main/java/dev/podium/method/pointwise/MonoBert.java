package dev.podium.method.pointwise;

import dev.podium.judge.PairScores;
import dev.podium.model.Method;
import dev.podium.model.PairScoring;
import dev.podium.order.ByScore;

/**
 * A BERT that tells two labels, not relevant and relevant, for the query and one candidate read together.
 *
 * <p>Shows each candidate once: n pairs for n candidates. Such a model is opened as one that scores pairs, whose score is that of the
 * second label against the first; the probability of the paper is the sigmoid of their difference and orders the same.
 *
 * <p>Source: Nogueira et al., arXiv 1910.14424, section 3.2 (castorini/monobert-large-msmarco). Departs from it: the query is kept whole up
 * to three quarters of the length, where the paper cuts it at 64 tokens.
 *
 * @since 0.1.0
 */
public final class MonoBert {

    /** In the catalogue. */
    public static final Method METHOD = Method.named("monobert")
            .family("pointwise")
            .paper("Multi-Stage Document Ranking with BERT, Nogueira et al., arXiv 1910.14424")
            .needs(PairScoring.class)
            .builtAs((model, _) -> new ByScore(new PairScores(model.as(PairScoring.class))));

    private MonoBert() {}
}
