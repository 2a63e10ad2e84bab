package dev.podium.method.pointwise;

import dev.podium.Slate;
import dev.podium.ask.Scorer;
import dev.podium.judge.LabelScore;
import dev.podium.judge.OneByOne;
import dev.podium.model.Method;
import dev.podium.model.NextToken;
import dev.podium.model.Prompt;
import dev.podium.order.ByScore;
import dev.podium.prompt.Filling;
import dev.podium.prompt.Template;
import java.util.List;

/**
 * Asks a language model whether a candidate answers the query, and scores by how much more it would say yes than no.
 *
 * <p>Shows each candidate once: n prompts for n candidates, one forward pass each, and nothing is written. The query stands before
 * the candidate, so that all prompts of a query begin alike and a back end that can reads that beginning once.
 *
 * <p>Source: relevance generation in Liang et al., "Holistic Evaluation of Language Models", arXiv 2211.09110, section 3.2, as used
 * by Sun et al., arXiv 2304.09542, section 2. Departs from it: the score is the difference of the two logits, which orders as the
 * probability of yes among the two does, and does not run into 0 and 1.
 *
 * @param model that tells the next token
 * @param yes as the model would write it after the prompt
 * @param no as the model would write it after the prompt
 * @param maxTokens of a candidate that are shown
 * @since 0.1.0
 */
public record YesNo(NextToken model, String yes, String no, int maxTokens) implements Scorer {

    private static final String ASKED = """
            Judge whether the passage answers the query. Say Yes or No.

            Query: {query}

            Passage: {passage}""";

    private static final Template SPOKEN = Template.parse("yes-no", "=== user\n" + ASKED);
    private static final Template PLAIN = Template.parse("yes-no", "=== plain\n" + ASKED + "\n\nAnswer:");

    /** In the catalogue. */
    public static final Method METHOD = Method.named("yes-no")
            .family("pointwise")
            .paper("Holistic Evaluation of Language Models, Liang et al., arXiv 2211.09110")
            .needs(NextToken.class)
            .setting("yes", "", "the word for yes, with its leading blank if it has one; empty for the usual one")
            .setting("no", "", "the word for no")
            .setting("max-tokens", "512", "tokens of a candidate that are shown, at least 1")
            .builtAs((model, settings) -> {
                NextToken next = model.as(NextToken.class);
                // After a template's own line break a word stands without a blank; after our colon with one.
                String blank = next.forms().contains(Prompt.Form.CHAT) ? "" : " ";
                return new ByScore(new YesNo(
                        next,
                        word(settings.text("yes"), blank + "Yes"),
                        word(settings.text("no"), blank + "No"),
                        settings.integer("max-tokens", 1)));
            });

    private static String word(String given, String usual) {
        return given.isEmpty() ? usual : given;
    }

    @Override
    public double[] score(Slate slate) {
        Template template = model.forms().contains(Prompt.Form.CHAT) ? SPOKEN : PLAIN;
        OneByOne prompts = new OneByOne(template, Integer.MAX_VALUE, maxTokens, Filling.NOTHING);
        return new LabelScore(model, prompts, List.of(yes, no)).score(slate);
    }
}
