package dev.podium.method.pointwise;

import dev.podium.judge.PairScores;
import dev.podium.judge.Prefixed;
import dev.podium.model.Method;
import dev.podium.model.PairScoring;
import dev.podium.order.ByScore;

/**
 * The first stage of DeAR: a Llama with one score, distilled from a larger teacher.
 *
 * <p>Shows each candidate once: n pairs for n candidates, {@code query: ...} before {@code document: title text}.
 *
 * <p>Source: DeAR, arXiv 2508.16998, section 3.2, DataScienceUIBK/DeAR-Reranking. Departs from it: its code cuts the query at 32 tokens and
 * the candidate at 196, and begins both with the begin token. Here the model's own length cuts the candidate alone: open it with
 * {@code ?max-tokens=228} for what it was trained on; and the tokenizer says what stands before the second text. Its README joins the two
 * as a tokenizer joins pairs, its scripts do not, so that neither is the one truth.
 *
 * @since 0.1.0
 */
public final class DearScore {

    /** In the catalogue. */
    public static final Method METHOD = Method.named("dear-score")
            .family("pointwise")
            .paper("DeAR, arXiv 2508.16998")
            .needs(PairScoring.class)
            .builtAs((model, _) ->
                    new ByScore(new PairScores(new Prefixed(model.as(PairScoring.class), "query: ", "document: "))));

    private DearScore() {}
}
