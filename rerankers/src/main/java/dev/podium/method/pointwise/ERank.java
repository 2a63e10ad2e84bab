package dev.podium.method.pointwise;

import dev.podium.Slate;
import dev.podium.ask.Scorer;
import dev.podium.judge.OneByOne;
import dev.podium.judge.Words;
import dev.podium.model.AnswerForm;
import dev.podium.model.Generation;
import dev.podium.model.Method;
import dev.podium.model.Model;
import dev.podium.model.Settings;
import dev.podium.order.ByScore;
import dev.podium.prompt.Filling;
import dev.podium.published.Published;
import dev.podium.read.Ask;
import dev.podium.read.RatingReader;
import dev.podium.read.Reading;
import dev.podium.read.Where;
import java.util.List;
import java.util.Locale;

/**
 * A model thinks about one candidate and writes a whole number from 0 to 10, which counts by how sure of it the model was.
 *
 * <p>Asks once for each candidate: n prompts. The score is the number times the probability of the tokens it is written in; so it breaks
 * most of the ties that eleven grades make, and a hesitant 9 may stand below a sure 8. {@code score=expectation} weighs all grades by
 * what the model gave them at that place instead, and {@code score=plain} leaves it at the number; a service that tells no probabilities
 * can do that one alone.
 *
 * <p>Source: ERank, arXiv 2509.00520, section 3.1 and figure 5, whose line breaks, and the default instruction, are re-derived. A 10 is two
 * tokens to most models; the paper does not say what its probability is then, and here it is their product (re-derived). An answer without
 * a number in its tag is asked for again, the thoughts ended; with {@code unreadable=keep} what is still unreadable counts as 0, and is
 * counted.
 *
 * @param ask puts the question
 * @param prompts one a candidate
 * @param counting what a number is worth
 * @since 0.1.0
 */
public record ERank(Ask ask, OneByOne prompts, Counting counting) implements Scorer {

    private static final int GREATEST = 10;

    private static final AnswerForm FORM = new AnswerForm.WholeNumber(0, GREATEST);

    /** What a number is worth. */
    public enum Counting {
        /** The number times its probability, as the paper has it. */
        PROBABILITY,
        /** The mean of all numbers by their probabilities at the place where the first digit stands. */
        EXPECTATION,
        /** The number. */
        PLAIN
    }

    /** In the catalogue. */
    public static final Method METHOD = OneByOne.settings(
                    Words.settings(
                            Method.named("erank")
                                    .family("pointwise")
                                    .paper("ERank, arXiv 2509.00520")
                                    .needs(Generation.class),
                            2048,
                            0),
                    2048,
                    2048)
            .setting(
                    "instruction",
                    "Given a web search query, retrieve relevant passages that answer the query",
                    "what makes a candidate relevant, in a sentence")
            .setting("score", "probability", "probability, expectation or plain: what the number written is worth")
            .builtAs((model, settings) -> new ByScore(of(model, settings)));

    private static ERank of(Model model, Settings settings) {
        Counting counting = Counting.valueOf(
                settings.choice("score", "probability", "expectation", "plain").toUpperCase(Locale.ROOT));
        Ask ask = Words.ask(model, settings);
        return new ERank(
                switch (counting) {
                    case PROBABILITY -> ask.telling(0);
                    case EXPECTATION -> ask.telling(RatedTokens.MOST_TOLD);
                    case PLAIN -> ask;
                },
                OneByOne.of(
                        settings,
                        Published.template("erank"),
                        Filling.NOTHING.with("instruction", settings.text("instruction"))),
                counting);
    }

    @Override
    public double[] score(Slate slate) {
        return OneByOne.inParts(slate, this::alone);
    }

    private double[] alone(List<Slate> ones) {
        List<Ask.Answered> answers = ask.all(ones.stream()
                .map(one -> new Ask.Question(
                        one,
                        prompts.prompt(ask.model().forms(), one),
                        new RatingReader(0, GREATEST, Where.ANSWER_TAG),
                        "<answer>7</answer>",
                        FORM,
                        "</think><answer>"))
                .toList());
        return answers.stream().mapToDouble(this::worth).toArray();
    }

    private double worth(Ask.Answered answer) {
        return switch (answer.reading()) {
            case Reading.Clean _, Reading.Mended _ ->
                worth(answer.reading().marks().getFirst().value(), answer);
            case Reading.Unreadable _ -> 0;
        };
    }

    private double worth(double number, Ask.Answered answer) {
        return switch (counting) {
            case PROBABILITY ->
                number * RatedTokens.of(answer.written().tokens()).probability();
            case EXPECTATION -> RatedTokens.of(answer.written().tokens()).expectation(GREATEST);
            case PLAIN -> number;
        };
    }
}
