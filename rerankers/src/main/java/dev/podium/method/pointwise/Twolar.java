package dev.podium.method.pointwise;

import dev.podium.judge.LabelScore;
import dev.podium.judge.OneByOne;
import dev.podium.model.Method;
import dev.podium.model.NextToken;
import dev.podium.prompt.Filling;
import dev.podium.published.Published;

/**
 * A Flan-T5 that learned the order of lists a large model had ranked: the logit of {@code true} minus that of {@code false}.
 *
 * <p>Shows each candidate once: n prompts for n candidates, one step of the decoder each.
 *
 * <p>Source: TWOLAR, Baldelli et al., arXiv 2403.17759, section 3.1, in the words of Dundalia/TWOLAR-*: those of {@link MonoT5} and a blank.
 * There as here the score is the difference. Its 500 tokens in all are re-derived as 468 of the candidate.
 *
 * @since 0.1.0
 */
public final class Twolar {

    /** In the catalogue. */
    public static final Method METHOD = OneByOne.settings(
                    Method.named("twolar")
                            .family("pointwise")
                            .paper("TWOLAR, Baldelli et al., arXiv 2403.17759")
                            .needs(NextToken.class),
                    0,
                    468)
            .builtAs((model, settings) -> LabelScore.order(
                    model, OneByOne.of(settings, Published.template("twolar"), Filling.NOTHING), "true", "false"));

    private Twolar() {}
}
