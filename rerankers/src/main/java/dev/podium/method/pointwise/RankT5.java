package dev.podium.method.pointwise;

import dev.podium.judge.LabelScore;
import dev.podium.judge.OneByOne;
import dev.podium.model.Method;
import dev.podium.model.NextToken;
import dev.podium.prompt.Filling;
import dev.podium.published.Published;

/**
 * An encoder-decoder whose logit of one otherwise unused token is the score, trained by losses over lists.
 *
 * <p>Shows each candidate once: n prompts for n candidates, one step of the decoder each.
 *
 * <p>Source: RankT5, Zhuang et al., arXiv 2210.10634, section 4.2 (the encoder-decoder variant), in the words of Soyoung97/RankT5-*. The
 * encoder-only variant has no published weights for PyTorch. Its 512 tokens of query and candidate are re-derived as for {@link MonoT5}.
 * Over a service that tells log-probabilities for logits the score is one among all tokens, which a logit is not.
 *
 * @since 0.1.0
 */
public final class RankT5 {

    /** In the catalogue. */
    public static final Method METHOD = OneByOne.settings(
                    Method.named("rankt5")
                            .family("pointwise")
                            .paper("RankT5, Zhuang et al., arXiv 2210.10634")
                            .needs(NextToken.class),
                    0,
                    480)
            .setting("label", "<extra_id_10>", "the token whose logit is the score")
            .builtAs((model, settings) -> LabelScore.order(
                    model,
                    OneByOne.of(settings, Published.template("rankt5"), Filling.NOTHING),
                    settings.text("label")));

    private RankT5() {}
}
