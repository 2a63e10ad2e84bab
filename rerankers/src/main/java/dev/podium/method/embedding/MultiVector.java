package dev.podium.method.embedding;

import dev.podium.Scale;
import dev.podium.Slate;
import dev.podium.ask.Scorer;
import dev.podium.judge.PairScores;
import dev.podium.model.Method;
import dev.podium.model.PairScoring;
import dev.podium.order.ByScore;

/**
 * A vector for the whole text and one for each token: query and candidate are near as wholes, and token by token.
 *
 * <p>Embeds the query once and each candidate once. What the two views err in differs, so their sum ranks better than each; the stage
 * before is a third, and is blended in where it gave scores.
 *
 * <p>Source: M3-Embedding, Chen et al., arXiv 2402.03216, section 3.2, the sum of its dense and its multi-vector scores. Departs from it:
 * its third view, weights of words, is BM25's here.
 *
 * @param model that scores pairs, reading query and candidate apart
 * @since 0.1.0
 */
public record MultiVector(PairScoring model) implements Scorer {

    /** In the catalogue. */
    public static final Method METHOD = Method.named("multi-vector")
            .family("embedding")
            .paper("M3-Embedding, Chen et al., arXiv 2402.03216")
            .needs(PairScoring.class)
            .blend("0.3")
            .builtAs((model, _) -> new ByScore(new MultiVector(model.as(PairScoring.class))));

    @Override
    public double[] score(Slate slate) {
        return new PairScores(model).score(slate);
    }

    @Override
    public Scale scale() {
        return model.scale();
    }
}
