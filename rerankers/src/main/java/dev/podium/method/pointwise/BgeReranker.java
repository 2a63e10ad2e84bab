package dev.podium.method.pointwise;

import dev.podium.judge.PairScores;
import dev.podium.model.Method;
import dev.podium.model.PairScoring;
import dev.podium.order.ByScore;

/**
 * XLM-RoBERTa with one score for the query and one candidate read together, in many languages.
 *
 * <p>Shows each candidate once: n pairs for n candidates. Scores are logits of about -10 to 10; below 0 does not mean irrelevant, since no
 * threshold was trained. A sigmoid behind them, where the files of a checkpoint ask for one, is taken in double and ties nothing.
 *
 * <p>Source: BAAI/bge-reranker-base, -large and -v2-m3 and their code, FlagOpen/FlagEmbedding. As there, a query is cut at three quarters of
 * the length and otherwise the candidate alone; theirs is 512 tokens unless told otherwise, ours what the checkpoint reads.
 *
 * @since 0.1.0
 */
public final class BgeReranker {

    /** In the catalogue. */
    public static final Method METHOD = Method.named("bge-reranker")
            .family("pointwise")
            .paper("C-Pack, Xiao et al., arXiv 2309.07597; BGE M3, Chen et al., arXiv 2402.03216")
            .needs(PairScoring.class)
            .builtAs((model, _) -> new ByScore(new PairScores(model.as(PairScoring.class))));

    private BgeReranker() {}
}
