package dev.podium.method.pointwise;

import dev.podium.judge.PairScores;
import dev.podium.model.Method;
import dev.podium.model.PairScoring;
import dev.podium.order.ByScore;

/**
 * A decoder of 40 layers with a head at each of the upper ones, so that as much of it is run as one has time for.
 *
 * <p>Shows each candidate once: n pairs for n candidates. Which layer is read is a setting of the model, not of this method, because it
 * decides what is loaded; 28 is usual. Scores of different layers are not comparable: layer 40 has given +20 where layer 28 gave -7.
 *
 * <p>Source: BAAI/bge-reranker-v2-minicpm-layerwise and its code, FlagOpen/FlagEmbedding. The words of {@code bge_gemma} are around query
 * and candidate there; the back end that opens the checkpoint puts them.
 *
 * @since 0.1.0
 */
public final class BgeLayerwise {

    /** In the catalogue. */
    public static final Method METHOD = Method.named("bge-layerwise")
            .family("pointwise")
            .paper("Making Large Language Models A Better Foundation For Dense Retrieval, Li et al., arXiv 2312.15503")
            .needs(PairScoring.class)
            .builtAs((model, _) -> new ByScore(new PairScores(model.as(PairScoring.class))));

    private BgeLayerwise() {}
}
