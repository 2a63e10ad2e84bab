package dev.podium.torch.decoder;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * How the next token is chosen from logits.
 *
 * <p>What is asked for is applied in the order of the reference implementation (transformers): repetition penalty, temperature, the
 * most probable {@code topK}, the most probable that hold {@code topP}, those of at least {@code minP} of the most probable one; each
 * step sees what the one before it left. Sources: CTRL, arXiv 1909.05858, section 4.1, for the penalty; nucleus sampling, arXiv
 * 1904.09751; min-p, arXiv 2407.01082.
 *
 * @param temperature logits are divided by it; 0 takes the most probable token always
 * @param topK tokens that may be drawn; 0 for all
 * @param topP probability that the tokens that may be drawn hold, in (0, 1]; 1 for all
 * @param minP least probability, as a share of the greatest, in [0, 1)
 * @param repetitionPenalty by which logits of tokens that have come already are made smaller, at least 1
 * @since 0.1.0
 */
public record Sampling(double temperature, int topK, double topP, double minP, double repetitionPenalty) {

    /** The most probable token always; the one of the least id of equals. */
    public static final Sampling GREEDY = new Sampling(0, 0, 1, 0, 1);

    /** Checks. */
    public Sampling {
        require(temperature >= 0, "The temperature (%s) must be at least 0.", temperature);
        require(topK >= 0, "The top-k (%s) must be at least 0, which is all.", topK);
        require(topP > 0 && topP <= 1, "The top-p (%s) must be above 0 and at most 1.", topP);
        require(minP >= 0 && minP < 1, "The min-p (%s) must be in [0, 1).", minP);
        require(repetitionPenalty >= 1, "The repetition penalty (%s) must be at least 1.", repetitionPenalty);
    }

    private static void require(boolean law, String message, Object value) {
        if (!law) {
            throw new IllegalArgumentException(message.formatted(value));
        }
    }

    /** As the model says, at a temperature. */
    public static Sampling at(double temperature) {
        return new Sampling(temperature, 0, 1, 0, 1);
    }

    /** The same among so many tokens. */
    public Sampling topK(int tokens) {
        return new Sampling(temperature, tokens, topP, minP, repetitionPenalty);
    }

    /** The same among the tokens that hold this probability. */
    public Sampling topP(double probability) {
        return new Sampling(temperature, topK, probability, minP, repetitionPenalty);
    }

    /** The same among tokens of at least this share of the greatest probability. */
    public Sampling minP(double share) {
        return new Sampling(temperature, topK, topP, share, repetitionPenalty);
    }

    /** The same with repetition made less probable. */
    public Sampling penalised(double penalty) {
        return new Sampling(temperature, topK, topP, minP, penalty);
    }

    /**
     * The distribution that is drawn from.
     *
     * @param logits one a candidate; -inf for those that may not come
     * @param tokens the candidates' ids, or null where candidate i is token i
     * @param context tokens so far, for the penalty
     * @return probabilities, one a candidate
     */
    public double[] distribution(float[] logits, int @Nullable [] tokens, int[] context) {
        double[] scores = penalised(logits, tokens, context);
        if (temperature == 0) {
            double[] certain = new double[scores.length];
            certain[best(scores)] = 1;
            return certain;
        }
        for (int i = 0; i < scores.length; i++) {
            scores[i] /= temperature;
        }
        if (topK > 0 && topK < scores.length) {
            double[] sorted = scores.clone();
            Arrays.sort(sorted);
            double least = sorted[sorted.length - topK];
            hideBelow(scores, scores, least);
        }
        double[] probabilities = softmax(scores);
        if (topP < 1) {
            hideBelow(scores, probabilities, leastWithin(probabilities));
            probabilities = softmax(scores);
        }
        if (minP > 0) {
            double greatest = Arrays.stream(probabilities).max().orElse(0);
            hideBelow(scores, probabilities, minP * greatest);
            probabilities = softmax(scores);
        }
        return probabilities;
    }

    /**
     * Draws.
     *
     * @return the place of the candidate
     */
    int draw(float[] logits, int @Nullable [] tokens, int[] context, RandomGenerator random) {
        if (temperature == 0) {
            return best(penalised(logits, tokens, context));
        }
        double[] probabilities = distribution(logits, tokens, context);
        double left = random.nextDouble();
        int last = 0;
        for (int i = 0; i < probabilities.length; i++) {
            if (probabilities[i] > 0) {
                last = i;
                left -= probabilities[i];
                if (left < 0) {
                    break;
                }
            }
        }
        return last;
    }

    private double[] penalised(float[] logits, int @Nullable [] tokens, int[] context) {
        double[] scores = new double[logits.length];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = logits[i];
        }
        if (repetitionPenalty != 1) {
            for (int token : Arrays.stream(context).distinct().toArray()) {
                int at = tokens == null ? token : Arrays.binarySearch(tokens, token);
                if (at >= 0 && at < scores.length) {
                    scores[at] = scores[at] < 0 ? scores[at] * repetitionPenalty : scores[at] / repetitionPenalty;
                }
            }
        }
        return scores;
    }

    private static int best(double[] scores) {
        int best = 0;
        for (int i = 1; i < scores.length; i++) {
            best = scores[i] > scores[best] ? i : best;
        }
        return best;
    }

    private static void hideBelow(double[] scores, double[] by, double least) {
        for (int i = 0; i < scores.length; i++) {
            if (by[i] < least) {
                scores[i] = Double.NEGATIVE_INFINITY;
            }
        }
    }

    /** The least probability within the most probable that hold top-p together. */
    private double leastWithin(double[] probabilities) {
        // Tokens below this hold less than what is left out, all of them together: no need to sort a whole vocabulary.
        double never = (1 - topP) / probabilities.length;
        double[] sorted = Arrays.stream(probabilities)
                .filter(p -> p >= never && p > 0)
                .sorted()
                .toArray();
        double sum = 0;
        for (int i = sorted.length - 1; i > 0; i--) {
            sum += sorted[i];
            if (sum >= topP) {
                return sorted[i];
            }
        }
        return sorted.length == 0 ? 0 : sorted[0];
    }

    private static double[] softmax(double[] scores) {
        double greatest = Arrays.stream(scores).max().orElse(0);
        double[] probabilities = new double[scores.length];
        double sum = 0;
        for (int i = 0; i < scores.length; i++) {
            probabilities[i] = Math.exp(scores[i] - greatest);
            sum += probabilities[i];
        }
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] /= sum;
        }
        return probabilities;
    }
}
