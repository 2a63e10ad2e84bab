package dev.podium.method.embedding;

import dev.podium.judge.PairScores;
import dev.podium.model.Method;
import dev.podium.model.PairScoring;
import dev.podium.order.ByScore;

/**
 * A weight for each word of the vocabulary, most of them zero: what a text says and what it could also have said.
 *
 * <p>Embeds the query once and each candidate once; the score is the product of the two sparse vectors. Such a model is opened as one that
 * scores pairs, although it reads the two apart.
 *
 * <p>Source: Formal et al., SPLADE v2, arXiv 2109.10086, section 3 (the greatest over positions of {@code log(1 + max(0, logit))}), and
 * SPLADE++, arXiv 2205.04733. Departs from it: used to rerank, with no inverted index.
 *
 * @since 0.1.0
 */
public final class Splade {

    /** In the catalogue. */
    public static final Method METHOD = Method.named("splade")
            .family("embedding")
            .paper("SPLADE++, Formal et al., arXiv 2205.04733")
            .needs(PairScoring.class)
            .builtAs((model, _) -> new ByScore(new PairScores(model.as(PairScoring.class))));

    private Splade() {}
}
