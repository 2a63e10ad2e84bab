package dev.podium.model.train;

/**
 * One forward pass over lessons, open for the gradient of their words to come back.
 *
 * @since 0.1.0
 */
public interface WritingPass extends AutoCloseable {

    /** Log-probability of each token of each answer after those before it, [lesson][token], natural, a copy. */
    double[][] logProbs();

    /** Logit of each label at the first place after the prompt, [lesson][label], a copy. */
    double[][] logits();

    /**
     * Adds to the gradient of every trained weight, on top of what earlier passes left there.
     *
     * @param ofLogProbs gradient of the loss by each log-probability, [lesson][token]
     * @param ofLogits gradient of the loss by each logit, [lesson][label]
     * @throws IllegalStateException if the pass was made to score, or went backward before
     */
    void backward(double[][] ofLogProbs, double[][] ofLogits);

    /** Frees what was kept; a second time does nothing. */
    @Override
    void close();
}
