package dev.podium.method.embedding;

import dev.podium.judge.PairScores;
import dev.podium.model.Method;
import dev.podium.model.PairScoring;
import dev.podium.order.ByScore;

/**
 * A vector for each token: each token of the query looks for the nearest of the candidate, and what they find is summed.
 *
 * <p>Embeds the query once and each candidate once. Such a model is opened as one that scores pairs, although it reads the two apart: what
 * it has of a text is no single vector. Queries are filled up with mask tokens, whose vectors count, so the length that a checkpoint
 * fills up to is part of it.
 *
 * <p>Source: Khattab and Zaharia, arXiv 2004.12832, section 3; the sum is equation 3. Departs from it: used to rerank, with no index of
 * vectors, and none compressed as in arXiv 2112.01488.
 *
 * @since 0.1.0
 */
public final class ColBert {

    /** In the catalogue. */
    public static final Method METHOD = Method.named("colbert")
            .family("embedding")
            .paper("ColBERT, Khattab and Zaharia, arXiv 2004.12832; ColBERTv2, Santhanam et al., arXiv 2112.01488")
            .needs(PairScoring.class)
            .builtAs((model, _) -> new ByScore(new PairScores(model.as(PairScoring.class))));

    private ColBert() {}
}
