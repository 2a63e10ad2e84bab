package dev.podium.method.pointwise;

import dev.podium.Scale;
import dev.podium.Slate;
import dev.podium.ask.Scorer;
import dev.podium.model.LabelLogits;
import dev.podium.model.Method;
import dev.podium.model.NextToken;
import dev.podium.model.PlainText;
import dev.podium.model.Prompt;
import dev.podium.model.Prompt.Part;
import dev.podium.model.ReadPart;
import dev.podium.model.Tally;
import dev.podium.order.ByScore;
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

    /** Enough to fill a processor's batch, few enough that a spent limit loses little. */
    private static final int PART = 128;

    private static String word(String given, String usual) {
        return given.isEmpty() ? usual : given;
    }

    @Override
    public double[] score(Slate slate) {
        String query = PlainText.of(slate.query());
        double[] scores = new double[slate.size()];
        for (int from = 0; from < scores.length; from += PART) {
            var part = slate.hits().subList(from, Math.min(from + PART, scores.length));
            List<LabelLogits> answers = model.logits(
                    part.stream()
                            .map(hit -> prompt(query, PlainText.of(hit.candidate())))
                            .toList(),
                    List.of(yes, no));
            for (int i = 0; i < answers.size(); i++) {
                List<Double> logits = answers.get(i).logits();
                scores[from + i] = logits.get(0) - logits.get(1);
                for (ReadPart read : answers.get(i).parts()) {
                    if (read.name().equals("passage") && read.truncated()) {
                        Tally.truncated(part.get(i).candidate().id(), read.tokens(), read.tokensUsed());
                    }
                }
            }
        }
        return scores;
    }

    private Prompt prompt(String query, String passage) {
        Part asked = Part.fixed("Judge whether the passage answers the query. Say Yes or No.\n\nQuery: ");
        Part shown = Part.fixed("\n\nPassage: ");
        Part words = Part.query("query", query);
        Part read = Part.document("passage", passage, maxTokens);
        return model.forms().contains(Prompt.Form.CHAT)
                ? Prompt.chat(asked, words, shown, read)
                : Prompt.plain(asked, words, shown, read, Part.fixed("\n\nAnswer:"));
    }

    @Override
    public Scale scale() {
        return Scale.REAL;
    }
}
