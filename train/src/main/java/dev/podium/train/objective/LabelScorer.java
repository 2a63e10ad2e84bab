package dev.podium.train.objective;

import dev.podium.Slate;
import dev.podium.model.train.Mode;
import dev.podium.model.train.Pass;
import dev.podium.model.train.TrainableScorer;
import dev.podium.model.train.TrainableWriting;
import dev.podium.model.train.TrainableWriting.Lesson;
import dev.podium.model.train.WritingPass;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A language model as a scorer that learns: its scores are the logits that a method of the catalogue reads.
 *
 * <p>Where the method shows the whole list and looks at a label for each candidate (FIRST), the score of a candidate is the logit of its
 * label. Where it asks about each alone with one label (RankT5), it is the logit of that; with two (yes and no, true and false), the first
 * less the second, whose order is that of the first's probability. More labels than that are left to {@link GmrObjective} and its like.
 *
 * @param writing reads the prompts
 * @param prompts asks
 * @since 0.1.0
 */
public record LabelScorer(TrainableWriting writing, MethodPrompts prompts) implements TrainableScorer {

    /** Checks. */
    public LabelScorer {
        Objects.requireNonNull(writing, "writing");
        Objects.requireNonNull(prompts, "prompts");
    }

    @Override
    public Pass forward(List<Slate> slates, Mode mode) {
        List<Lesson> lessons = new ArrayList<>();
        for (Slate slate : slates) {
            MethodPrompts.Question question = prompts.of(slate);
            question.prompts().forEach(prompt -> lessons.add(new Lesson(prompt, "", question.labels())));
        }
        return new LabelPass(writing.forward(lessons, mode));
    }

    /** Scores over logits, and their gradient back to these. */
    static final class LabelPass implements Pass {

        private final WritingPass pass;
        private final double[][] logits;

        LabelPass(WritingPass pass) {
            this.pass = pass;
            this.logits = pass.logits();
        }

        @Override
        public double[] scores() {
            List<Double> scores = new ArrayList<>();
            for (double[] own : logits) {
                if (own.length == 2) {
                    scores.add(own[0] - own[1]);
                } else {
                    for (double logit : own) {
                        scores.add(logit);
                    }
                }
            }
            return scores.stream().mapToDouble(Double::doubleValue).toArray();
        }

        @Override
        public void backward(double[] gradient) {
            double[][] none = new double[logits.length][];
            double[][] own = back(gradient);
            double[][] words = pass.logProbs();
            for (int i = 0; i < none.length; i++) {
                none[i] = new double[words[i].length];
            }
            pass.backward(none, own);
        }

        /** [lesson][label]. */
        double[][] back(double[] gradient) {
            double[][] own = new double[logits.length][];
            int at = 0;
            for (int i = 0; i < own.length; i++) {
                own[i] = new double[logits[i].length];
                if (own[i].length == 2) {
                    own[i][0] = gradient[at];
                    own[i][1] = -gradient[at++];
                } else {
                    for (int label = 0; label < own[i].length; label++) {
                        own[i][label] = gradient[at++];
                    }
                }
            }
            return own;
        }

        @Override
        public void close() {
            pass.close();
        }
    }
}
