package dev.podium.method.pointwise;

import dev.podium.Slate;
import dev.podium.ask.Scorer;
import dev.podium.judge.OneByOne;
import dev.podium.model.Likelihood;
import dev.podium.model.Method;
import dev.podium.model.PlainText;
import dev.podium.model.TokenLikelihoods;
import dev.podium.order.ByScore;
import dev.podium.prompt.Filling;
import dev.podium.published.Published;
import dev.podium.read.Ask;
import java.util.Collections;
import java.util.List;

/**
 * How likely would the model ask this question of this candidate? Nothing is trained, and nothing is written.
 *
 * <p>Shows each candidate once: n prompts for n candidates, one forward pass each, of a language model that writes or one that reads and
 * writes. The score is the log-probability of the whole question; as all candidates of a list are scored by the same question, its length
 * plays no part.
 *
 * <p>Source: UPR, Sachan et al., arXiv 2204.07496, section 2.2, with T0 or another T5. Departs from its code: the token that ends a text is
 * none of the question's unless {@code end} says how it is written ({@code </s>} for T5, with which the sum is theirs); the question is not
 * cut at 128 tokens; a title stands before the text in its place, with one blank less between, which T5's tokenizer does not see.
 *
 * @param model that weighs texts
 * @param prompts one a candidate
 * @param end put behind the question
 * @since 0.1.0
 */
public record Upr(Likelihood model, OneByOne prompts, String end) implements Scorer {

    /** In the catalogue. */
    public static final Method METHOD = OneByOne.settings(
                    Method.named("upr")
                            .family("pointwise")
                            .paper("UPR, Sachan et al., arXiv 2204.07496")
                            .needs(Likelihood.class),
                    0,
                    512)
            .setting("end", "", "text of the token that ends a question, such as </s> of T5; empty to leave it out")
            .builtAs((model, settings) -> new ByScore(new Upr(
                    model.as(Likelihood.class),
                    OneByOne.of(settings, Published.template("upr"), Filling.NOTHING.with("title", "")),
                    settings.text("end"))));

    @Override
    public double[] score(Slate slate) {
        return OneByOne.inParts(slate, this::alone);
    }

    private double[] alone(List<Slate> ones) {
        String question = PlainText.of(ones.getFirst().query()) + end;
        List<TokenLikelihoods> weighed = model.likelihoods(
                ones.stream().map(one -> prompts.prompt(model.forms(), one)).toList(),
                Collections.nCopies(ones.size(), question));
        double[] scores = new double[ones.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = weighed.get(i).sum();
            Ask.tellCut(ones.get(i), weighed.get(i).parts());
        }
        return scores;
    }
}
