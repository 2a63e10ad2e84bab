package dev.podium.method.pointwise;

import dev.podium.Slate;
import dev.podium.ask.Scorer;
import dev.podium.judge.LabelScore;
import dev.podium.judge.OneByOne;
import dev.podium.model.Generated;
import dev.podium.model.Generation;
import dev.podium.model.GenerationOptions;
import dev.podium.model.LabelLogits;
import dev.podium.model.Message.Role;
import dev.podium.model.Method;
import dev.podium.model.NextToken;
import dev.podium.model.Prompt;
import dev.podium.model.Prompt.Part;
import dev.podium.model.Tally;
import dev.podium.order.ByScore;
import dev.podium.prompt.Filling;
import dev.podium.published.Published;
import dev.podium.read.Ask;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model thinks about one candidate, and then would say {@code true} or {@code false}.
 *
 * <p>Asks twice for each candidate: 2n prompts, the first of which may take thousands of tokens to answer; the second goes on where the
 * thoughts ended, and reads the two logits there. How long a model thinks, not how large it is, decides what this costs.
 *
 * <p>Source: Rank1, Weller et al., arXiv 2502.18418, section 3, orionw/rank1, 30585c2. Departs from its code: the verdict is never written
 * but always read off the next token, so that both its words have a logit however sure the model is, and the score is their difference.
 * As there, thoughts that are too long are cut behind their last sentence and ended with {@code "\n</think>"}; that is counted. The
 * wrappings of queries that the authors have for some collections are left to whoever writes the query.
 *
 * @param writer of the thoughts
 * @param judge that tells the verdict; the same model
 * @param prompts one a candidate, up to where the thoughts begin
 * @param thoughts tokens they have at most
 * @since 0.1.0
 */
public record Rank1(Generation writer, NextToken judge, OneByOne prompts, int thoughts) implements Scorer {

    private static final String END = "</think>";

    /** With the blank that a verdict is written with. */
    private static final List<String> VERDICTS = List.of(" true", " false");

    private static final Pattern SENTENCE_END = Pattern.compile("[.!?](?=\\s|$)");

    /** What is left of a whole answer where the mark between thoughts and verdict is not shown as text. */
    private static final Pattern VERDICT = Pattern.compile("\\s+(true|false)\\s*$");

    /** In the catalogue. */
    public static final Method METHOD = OneByOne.settings(
                    Method.named("rank1")
                            .family("pointwise")
                            .paper("Rank1, Weller et al., arXiv 2502.18418")
                            .needs(Generation.class)
                            .needs(NextToken.class),
                    0,
                    0)
            .setting("thought-tokens", "8192", "tokens that thoughts have at most, at least 1")
            .builtAs((model, settings) -> new ByScore(new Rank1(
                    model.as(Generation.class),
                    model.as(NextToken.class),
                    OneByOne.of(settings, Published.template("rank1"), Filling.NOTHING),
                    settings.integer("thought-tokens", 1))));

    @Override
    public double[] score(Slate slate) {
        return OneByOne.inParts(slate, this::alone);
    }

    private double[] alone(List<Slate> ones) {
        List<Prompt> asked =
                ones.stream().map(one -> prompts.prompt(writer.forms(), one)).toList();
        List<Generated> thought =
                writer.write(asked, GenerationOptions.greedy(thoughts).stoppingAt(END));
        List<Prompt> ended = new ArrayList<>();
        for (int i = 0; i < asked.size(); i++) {
            List<Part> parts = new ArrayList<>(asked.get(i).parts());
            parts.add(Part.fixed(ended(thought.get(i))).by(Role.USER));
            ended.add(new Prompt(asked.get(i).form(), parts));
            Ask.tellCut(ones.get(i), thought.get(i).parts());
        }
        List<LabelLogits> verdicts = judge.logits(ended, VERDICTS);
        double[] scores = new double[ones.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = LabelScore.of(verdicts.get(i));
        }
        return scores;
    }

    /** The thoughts and what ends them. */
    static String ended(Generated thought) {
        String text = thought.text();
        int end = text.indexOf(END);
        if (end >= 0) {
            return text.substring(0, end) + END;
        }
        if (thought.finish() == Generated.Finish.STOP) {
            return VERDICT.matcher(text).replaceFirst("") + END;
        }
        Tally.malformed("thoughts not ended");
        int last = 0;
        Matcher sentences = SENTENCE_END.matcher(text);
        while (sentences.find()) {
            last = sentences.end();
        }
        return (last == 0 ? text : text.substring(0, last)) + "\n" + END;
    }

    /** Its thoughts and its verdict. */
    @Override
    public long calls(int size) {
        return 2L * size;
    }
}
