package dev.podium.judge;

import dev.podium.Slate;
import dev.podium.ask.Scorer;
import dev.podium.model.LabelLogits;
import dev.podium.model.Model;
import dev.podium.model.NextToken;
import dev.podium.order.ByScore;
import dev.podium.order.Order;
import dev.podium.read.Ask;
import java.util.List;

/**
 * Shows each candidate alone and scores it by the word the model would say next: one forward pass a candidate, nothing is written.
 *
 * <p>Of two labels the score is the logit of the first minus that of the second. It orders as the probability of the first among the
 * two does, and as its logarithm does, which is what most papers write down; but it does not run into 0 and 1, where rounding makes ties
 * of what the model told apart. Of one label the score is its logit.
 *
 * @param model that tells the next token
 * @param prompts one a candidate
 * @param labels one or two, the one for relevant first, each as the model would write it after the prompt
 * @since 0.1.0
 */
public record LabelScore(NextToken model, OneByOne prompts, List<String> labels) implements Scorer {

    /** Copies and checks. */
    public LabelScore {
        labels = List.copyOf(labels);
        if (labels.isEmpty() || labels.size() > 2) {
            throw new IllegalArgumentException("The labels %s must be one or two.".formatted(labels));
        }
    }

    /** Candidates sorted by this. */
    public static Order order(Model model, OneByOne prompts, String... labels) {
        return new ByScore(new LabelScore(model.as(NextToken.class), prompts, List.of(labels)));
    }

    /** The score that the logits of one or two labels make. */
    public static double of(LabelLogits answer) {
        List<Double> logits = answer.logits();
        return logits.size() == 1 ? logits.getFirst() : logits.get(0) - logits.get(1);
    }

    @Override
    public double[] score(Slate slate) {
        return OneByOne.inParts(slate, this::alone);
    }

    private double[] alone(List<Slate> ones) {
        List<LabelLogits> answers = model.logits(
                ones.stream().map(one -> prompts.prompt(model.forms(), one)).toList(), labels);
        double[] scores = new double[ones.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = of(answers.get(i));
            Ask.tellCut(ones.get(i), answers.get(i).parts());
        }
        return scores;
    }
}
