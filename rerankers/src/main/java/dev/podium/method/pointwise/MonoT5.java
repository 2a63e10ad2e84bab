package dev.podium.method.pointwise;

import dev.podium.judge.LabelScore;
import dev.podium.judge.OneByOne;
import dev.podium.model.Method;
import dev.podium.model.NextToken;
import dev.podium.prompt.Filling;
import dev.podium.published.Published;

/**
 * An encoder-decoder reads query and candidate and would say {@code true} or {@code false}.
 *
 * <p>Shows each candidate once: n prompts for n candidates, one step of the decoder each. The words are those of the checkpoint: mMARCO's
 * mT5 says {@code yes} and {@code no}, Portuguese PTT5 {@code sim} and {@code não}.
 *
 * <p>Source: Nogueira et al., arXiv 2003.06713, section 3, castorini/pygaggle. Departs from it: the score is the difference of the two
 * logits; the log-probability of the paper orders the same. Its code cuts the whole text at 512 tokens, and with a long candidate the word
 * {@code Relevant:} it was trained to answer; here the candidate is cut. Its 480 tokens leave 32 to query and words (re-derived); open the
 * model with {@code ?max-tokens=512} to share the 512 exactly. The mT5 of 3 and 13 billion, whose word for no is an empty piece, cannot
 * be asked.
 *
 * @since 0.1.0
 */
public final class MonoT5 {

    /** In the catalogue. */
    public static final Method METHOD = method("monot5", "monoT5, Nogueira et al., arXiv 2003.06713");

    private MonoT5() {}

    /** Of another checkpoint that is asked in the same words. */
    static Method method(String name, String paper) {
        return OneByOne.settings(
                        Method.named(name).family("pointwise").paper(paper).needs(NextToken.class), 0, 480)
                .setting("yes", "true", "what the model says of a relevant candidate")
                .setting("no", "false", "what it says of another")
                .builtAs((model, settings) -> LabelScore.order(
                        model,
                        OneByOne.of(settings, Published.template("monot5"), Filling.NOTHING),
                        settings.text("yes"),
                        settings.text("no")));
    }
}
