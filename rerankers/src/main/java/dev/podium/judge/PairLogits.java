package dev.podium.judge;

import dev.podium.Slate;
import dev.podium.ask.Comparer;
import dev.podium.ask.Pair;
import dev.podium.model.LabelLogits;
import dev.podium.model.NextToken;
import dev.podium.model.Prompt;
import dev.podium.prompt.Filling;
import dev.podium.prompt.Passages;
import dev.podium.prompt.Template;
import dev.podium.read.Ask;
import java.util.List;
import java.util.Set;

/**
 * Shows two passages and reads, in one forward pass and without a word written, which of two tokens the model would go on with.
 *
 * <p>One call a pair. The answer is the probability of the first label among the two.
 *
 * @param model that tells the next token
 * @param template of the prompt, up to where the label follows; its slots are {@code query}, {@code first} and {@code second}
 * @param passages how they are shown
 * @param first the label of the passage shown first, with its leading blank if it has one
 * @param second the label of the other
 * @since 0.1.0
 */
public record PairLogits(NextToken model, Template template, Passages passages, String first, String second)
        implements Comparer {

    /** Enough to fill a processor's batch, few enough that a spent limit loses little. */
    private static final int PART = 128;

    @Override
    public double[] firstWins(Slate slate, List<Pair> pairs) {
        double[] wins = new double[pairs.size()];
        for (int from = 0; from < wins.length; from += PART) {
            List<Slate> part = pairs.subList(from, Math.min(from + PART, wins.length)).stream()
                    .map(pair -> slate.pick(pair.first(), pair.second()))
                    .toList();
            List<LabelLogits> answers = model.logits(
                    part.stream()
                            .map(two -> prompt(template, model.forms(), passages, two))
                            .toList(),
                    List.of(first, second));
            for (int i = 0; i < answers.size(); i++) {
                wins[from + i] = answers.get(i).probabilities()[0];
                Ask.tellCut(part.get(i), answers.get(i).parts());
            }
        }
        return wins;
    }

    /** The prompt that shows two passages. */
    static Prompt prompt(Template template, Set<Prompt.Form> forms, Passages passages, Slate two) {
        Filling filling = Filling.query(passages.query(two))
                .with("first", passages.part(two, 0))
                .with("second", passages.part(two, 1));
        return template.render(forms, filling, List.of());
    }
}
