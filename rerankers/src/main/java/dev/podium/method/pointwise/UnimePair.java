package dev.podium.method.pointwise;

import dev.podium.judge.LabelScore;
import dev.podium.judge.OneByOne;
import dev.podium.model.Method;
import dev.podium.model.NextToken;
import dev.podium.prompt.Filling;
import dev.podium.published.Published;

/**
 * A Qwen2.5-VL that would say {@code Yes} or {@code No} of whether a candidate meets a query, of text and pictures alike; here of text.
 *
 * <p>Shows each candidate once: n prompts for n candidates, one forward pass each.
 *
 * <p>Source: UniME-V2-Reranker's pairwise task and the judge of arXiv 2510.13515, section 3.2, GaryGuTC/UniME-v2. Departs from it: the score
 * is the difference of the two logits, whose sigmoid is the judge's score. The authors rerank by the task over lists, which is
 * {@code unime-list}.
 *
 * @since 0.1.0
 */
public final class UnimePair {

    /** In the catalogue. */
    public static final Method METHOD = OneByOne.settings(
                    Method.named("unime-pair")
                            .family("pointwise")
                            .paper("UniME-V2, Gu et al., arXiv 2510.13515")
                            .needs(NextToken.class),
                    0,
                    4096)
            .builtAs((model, settings) -> LabelScore.order(
                    model, OneByOne.of(settings, Published.template("unime_pair"), Filling.NOTHING), "Yes", "No"));

    private UnimePair() {}
}
