package dev.podium.method.pointwise;

import dev.podium.judge.PairScores;
import dev.podium.model.Method;
import dev.podium.model.PairScoring;
import dev.podium.order.ByScore;

/**
 * Reads the query and one candidate together and scores the pair.
 *
 * <p>Shows each candidate once: n pairs for n candidates.
 *
 * <p>Source: Nogueira and Cho, "Passage Re-ranking with BERT", arXiv 1901.04085, section 3. Departs from it: nothing is
 * fixed to BERT or to its lengths (64 tokens a query, 512 a pair); the model's own configuration says.
 *
 * @since 0.1.0
 */
public final class CrossEncoder {

    /** In the catalogue. */
    public static final Method METHOD = Method.named("cross-encoder")
            .family("pointwise")
            .paper("Passage Re-ranking with BERT, Nogueira and Cho, arXiv 1901.04085")
            .needs(PairScoring.class)
            .builtAs((model, _) -> new ByScore(new PairScores(model.as(PairScoring.class))));

    private CrossEncoder() {}
}
