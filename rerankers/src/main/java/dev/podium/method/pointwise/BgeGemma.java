package dev.podium.method.pointwise;

import dev.podium.judge.LabelScore;
import dev.podium.judge.OneByOne;
import dev.podium.model.Method;
import dev.podium.model.NextToken;
import dev.podium.prompt.Filling;
import dev.podium.prompt.Template;
import dev.podium.published.Published;

/**
 * A Gemma whose logit of {@code Yes} is the score.
 *
 * <p>Shows each candidate once: n prompts for n candidates, one forward pass each. Of {@code No} nobody asks: the checkpoint was trained on
 * the one logit, capital letter included.
 *
 * <p>Source: BAAI/bge-reranker-v2-gemma and its code, FlagOpen/FlagEmbedding. As there, query, candidate, question and the line breaks
 * between are tokenized apart behind one begin token. Departs from it: query and candidate have limits of their own, 384 and 512 tokens,
 * where there the two share 512.
 *
 * @since 0.1.0
 */
public final class BgeGemma {

    private static final Template TEMPLATE =
            Published.template("bge_gemma").apartBefore("\nB: ", "B: ", "\nGiven a query", "Given a query");

    /** In the catalogue. */
    public static final Method METHOD = OneByOne.settings(
                    Method.named("bge-gemma")
                            .family("pointwise")
                            .paper(
                                    "Making Large Language Models A Better Foundation For Dense Retrieval, Li et al., arXiv 2312.15503")
                            .needs(NextToken.class),
                    384,
                    512)
            .builtAs((model, settings) ->
                    LabelScore.order(model, OneByOne.of(settings, TEMPLATE, Filling.NOTHING), "Yes"));

    private BgeGemma() {}
}
