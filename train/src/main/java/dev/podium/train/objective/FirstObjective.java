package dev.podium.train.objective;

import dev.podium.model.train.Mode;
import dev.podium.model.train.TrainableWriting;
import dev.podium.model.train.TrainableWriting.Lesson;
import dev.podium.model.train.WritingPass;
import dev.podium.train.Objective;
import dev.podium.train.data.Choice;
import dev.podium.train.data.Mixture;
import dev.podium.train.data.TrainingList;
import dev.podium.train.loss.ListLoss;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Listwise training by the first token: the whole answer is learnt as text, and the logits of the labels at its first place are ranked.
 *
 * <p>{@code L = words * L_LM + ranks * L_rank}, both of one forward pass. The answer is the order of the teacher, of the grades where there
 * is no teacher, spelled as the method's template begins it: {@code B] > [A] > [C]} behind its open bracket. Candidates are shown in an
 * order that each step shuffles anew, since a model that was shown them in the teacher's own order would learn to copy. With {@code ranks}
 * 0 this is RankZephyr's training, with {@code words} 0 the ranks alone.
 *
 * <p>Source: FIRST, arXiv 2406.15657, equations 3 to 5; its code has lambda 10 for RankNet weighted by {@code 1 / (r_i + r_j)}, 0.1 for
 * ListNet and 1 for LambdaLoss; the reproduction, arXiv 2411.05508, the same. The rank loss here is of the list's own targets.
 *
 * @param writing learns
 * @param prompts of the method, one for a whole list
 * @param mixture where lists come from
 * @param choice which of their candidates are shown
 * @param words weight of the language model's loss, at least 0
 * @param ranks weight of the rank loss, at least 0
 * @param loss of the labels' logits
 * @param batch lists of a step, at least 1
 * @param part lists that go through the model together, in 1..batch
 * @param seed of the shuffles
 * @since 0.1.0
 */
public record FirstObjective(
        TrainableWriting writing,
        MethodPrompts prompts,
        Mixture mixture,
        Choice choice,
        double words,
        double ranks,
        ListLoss loss,
        int batch,
        int part,
        long seed)
        implements Objective {

    /** Checks. */
    public FirstObjective {
        if (!(words >= 0 && ranks >= 0 && words + ranks > 0)) {
            throw new IllegalArgumentException(
                    "The weights of words (%s) and ranks (%s) must be at least 0, and not both 0.\nMaybe 1 and 10."
                            .formatted(words, ranks));
        }
    }

    @Override
    public double learn(long step) {
        return Parts.learn(
                step,
                batch,
                part,
                place -> Parts.list(mixture, choice, place).shuffled(seed * 0x9E3779B97F4A7C15L + place),
                this::learn);
    }

    private double learn(List<TrainingList> lists) {
        List<Lesson> lessons = new ArrayList<>();
        for (TrainingList list : lists) {
            MethodPrompts.Question question = prompts.of(list.slate());
            String answer = words > 0 ? answer(list, question.labels()) : "";
            lessons.add(new Lesson(question.prompts().getFirst(), answer, question.labels()));
        }
        try (WritingPass pass = writing.forward(lessons, Mode.TRAIN)) {
            double[][] logProbs = pass.logProbs();
            double[][] logits = pass.logits();
            double[][] ofWords = Zeros.like(logProbs);
            double[][] ofLogits = Zeros.like(logits);
            double share = 1.0 / batch;
            double sum = 0;
            for (int i = 0; i < lists.size(); i++) {
                if (words > 0) {
                    sum += words * share * AnswerObjective.pull(logProbs[i], ofWords[i], words * share);
                }
                if (ranks > 0) {
                    double[] slope = new double[logits[i].length];
                    sum += ranks * share * loss.at(logits[i], lists.get(i).worth(), slope);
                    for (int k = 0; k < slope.length; k++) {
                        ofLogits[i][k] = ranks * share * slope[k];
                    }
                }
            }
            pass.backward(ofWords, ofLogits);
            return sum;
        }
    }

    /** Best first, ties in the order shown. */
    private static String answer(TrainingList list, List<String> labels) {
        double[] worth = list.worth();
        return IntStream.range(0, labels.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -worth[i]))
                .map(labels::get)
                .collect(Collectors.joining("] > [", "", "]"));
    }
}
