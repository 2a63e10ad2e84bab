package dev.podium.train.loss;

import java.util.Objects;

/**
 * Two logits an item, for "yes" and for "no": pulled in the direction of one loss, as hard as another would.
 *
 * <p>Fine-tuning on the two words and contrasting the items by their "yes" pull in different directions (yes up and no down; or yes
 * alone) and with different weights (how sure the item is of the wrong word; or how much of the list's mass it has wrongly). Their
 * gradients are weight times direction, so the two can be mixed:
 *
 * <pre>{@code
 * new Gmr(Gmr.Weight.SFT, Gmr.Direction.SFT)             // plain cross-entropy of yes and no
 * new Gmr(Gmr.Weight.CL, Gmr.Direction.CL)               // plain contrastive loss
 * new Gmr(Gmr.Weight.SFT, Gmr.Direction.CL)              // and the other two cells
 * new Gmr(Gmr.Weight.ONE, Gmr.Direction.SFT)             // all alike; for a second phase go on with SFT
 * new Gmr(new Gmr.Unlearnt(0.1), Gmr.Direction.SFT)      // all alike, until an item is surer than 0.9
 * }</pre>
 *
 * <p>Scores are [item][yes, no], row after row, and so are the targets: (1, 0) for the relevant item, of which a list has one, and (0, 1)
 * for the others. The gradient is {@code W+ D+ + sum over negatives of W-_i D-_i}, and the mean of that over lists; a list without a
 * relevant item has no term. The value is that of the direction's own loss, to look at: it is the slope's only where weight and direction
 * are of one kind. With {@link #over} the sizes are those of the scores, two an item.
 *
 * <p>Source: "Supervised Fine-Tuning or Contrastive Learning? Towards Better Multimodal LLM Reranking", arXiv 2510.14824. The weights of
 * the negatives follow by differentiation, as the paper gives those of the positive. Fine-tuning's cross-entropy is a sum over the items
 * here, where it is mostly a mean: so all cells are of one form, and the paper's table compares weights and not list sizes.
 *
 * @param weight how hard each item is pulled; [item], half as many as scores
 * @param direction which way
 * @since 0.1.0
 */
public record Gmr(ItemWeight weight, Direction direction) implements ListLoss {

    /** Which logits move. */
    public enum Direction {
        /** Fine-tuning: the right word up, the wrong one down. */
        SFT,
        /** Contrast: "yes" up for the relevant item, down for the others. */
        CL
    }

    /** How hard an item is pulled. */
    public enum Weight implements ItemWeight {
        /** Fine-tuning: the probability of the wrong word, of the two. */
        SFT,
        /** Contrast: the share of the list's "yes" that the item has, and for the relevant one that it lacks. */
        CL,
        /** All alike. */
        ONE;

        @Override
        public double[] of(double[] scores, double[] targets) {
            int n = scores.length / 2;
            double[] yes = new double[n];
            double[] weights = new double[n];
            for (int i = 0; i < n; i++) {
                yes[i] = scores[2 * i];
            }
            double[] logP = Checked.logSoftmax(yes, 1);
            for (int i = 0; i < n; i++) {
                boolean relevant = targets[2 * i] == 1;
                weights[i] = switch (this) {
                    case SFT -> doubt(scores, i, relevant);
                    case CL -> relevant ? -Math.expm1(logP[i]) : Math.exp(logP[i]);
                    case ONE -> 1;
                };
            }
            return weights;
        }
    }

    /**
     * All alike, except that an item that has the right word with a probability above {@code 1 - tau} is left alone.
     *
     * @param tau in 0..1
     * @since 0.1.0
     */
    public record Unlearnt(double tau) implements ItemWeight {

        /** Checks. */
        public Unlearnt {
            if (!(tau >= 0 && tau <= 1)) {
                throw new IllegalArgumentException("Tau (%s) must be in [0, 1].\nMaybe 0.1.".formatted(tau));
            }
        }

        @Override
        public double[] of(double[] scores, double[] targets) {
            double[] weights = new double[scores.length / 2];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = doubt(scores, i, targets[2 * i] == 1) < tau ? 0 : 1;
            }
            return weights;
        }
    }

    /** Checks. */
    public Gmr {
        Objects.requireNonNull(weight, "weight");
        Objects.requireNonNull(direction, "direction");
    }

    /** The probability of the wrong word. */
    private static double doubt(double[] scores, int i, boolean relevant) {
        double lead = scores[2 * i] - scores[2 * i + 1];
        return Checked.sigmoid(relevant ? -lead : lead);
    }

    @Override
    public double at(double[] scores, double[] targets, double[] gradient) {
        Checked.lengths(scores, targets, gradient);
        if (terms(targets) == 0) {
            return 0;
        }
        double[] weights = weight.of(scores, targets);
        Checked.weights(weights, scores.length / 2);
        for (int i = 0; i < weights.length; i++) {
            double up = targets[2 * i] == 1 ? weights[i] : -weights[i];
            gradient[2 * i] -= up;
            gradient[2 * i + 1] += direction == Direction.SFT ? up : 0;
        }
        return value(scores, targets);
    }

    private double value(double[] scores, double[] targets) {
        int n = scores.length / 2;
        double[] yes = new double[n];
        double[] relevant = new double[n];
        double words = 0;
        for (int i = 0; i < n; i++) {
            yes[i] = scores[2 * i];
            relevant[i] = targets[2 * i];
            double lead = scores[2 * i] - scores[2 * i + 1];
            words += Checked.softplus(relevant[i] == 1 ? -lead : lead);
        }
        return switch (direction) {
            case SFT -> words;
            case CL -> new SoftmaxCrossEntropy().at(yes, relevant, new double[n]);
        };
    }

    @Override
    public int terms(double[] targets) {
        if (targets.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "The targets (%d) must be two an item, for yes and no.".formatted(targets.length));
        }
        int relevant = 0;
        for (int i = 0; i < targets.length; i += 2) {
            double yes = targets[i];
            double no = targets[i + 1];
            if ((yes != 0 && yes != 1) || no != 1 - yes) {
                throw new IllegalArgumentException(
                        "The targets of the item at index %d (%s, %s) must be 1, 0 for relevant or 0, 1 for not."
                                .formatted(i / 2, yes, no));
            }
            relevant += yes == 1 ? 1 : 0;
        }
        if (relevant > 1) {
            throw new IllegalArgumentException(
                    "The relevant items of a list (%d) must be one, as the contrast is with it.\nMaybe a list for each of them."
                            .formatted(relevant));
        }
        return relevant;
    }
}
