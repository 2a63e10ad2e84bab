package dev.podium.method.pointwise;

import dev.podium.judge.PairScores;
import dev.podium.model.Method;
import dev.podium.model.PairScoring;
import dev.podium.order.ByScore;

/**
 * A decoder that is left at an early layer, and averages neighbouring states of the candidate on the way there.
 *
 * <p>Shows each candidate once: n pairs for n candidates. At which layers every 2, 4 or 8 tokens of a candidate become one, and at which
 * layer the score is read, are settings of the model, not of this method; query and prompt are never merged. Scores are soft-capped.
 *
 * <p>Source: BAAI/bge-reranker-v2.5-gemma2-lightweight and its code, FlagOpen/FlagEmbedding. The words of {@code bge_lightweight} are
 * around query and candidate there; the back end that opens the checkpoint puts them.
 *
 * @since 0.1.0
 */
public final class BgeLightweight {

    /** In the catalogue. */
    public static final Method METHOD = Method.named("bge-lightweight")
            .family("pointwise")
            .paper("Making Large Language Models A Better Foundation For Dense Retrieval, Li et al., arXiv 2312.15503")
            .needs(PairScoring.class)
            .builtAs((model, _) -> new ByScore(new PairScores(model.as(PairScoring.class))));

    private BgeLightweight() {}
}
