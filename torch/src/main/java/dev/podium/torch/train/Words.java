package dev.podium.torch.train;

import dev.podium.torch.tensor.Tensor;
import java.util.List;

/** A network that tells what comes next, open for gradients: first vectors at the places that are looked at, then logits of these. */
interface Words {

    /**
     * A lesson as tokens.
     *
     * @param prompt that is read
     * @param answer that should follow
     * @param labels of which logits are asked at the first place
     */
    record Read(int[] prompt, int[] answer, int[] labels) {

        /** Places that are looked at: the first one, and one before each further token of the answer. */
        int places() {
            return Math.max(1, answer.length);
        }

        /** Tokens that are read. */
        int length() {
            return prompt.length + places() - 1;
        }
    }

    /**
     * What the head reads.
     *
     * @return [places of all lessons, width], those of the first lesson first
     */
    Tensor hidden(List<Read> lessons);

    /** Of the whole vocabulary. @param hidden [places, width] @return [places, vocabulary] */
    Tensor logits(Tensor hidden);

    /** Of some tokens. @return [places, ids] */
    Tensor logits(Tensor hidden, int... ids);

    /** How many tokens there are. */
    int vocabulary();

    /** Whether an answer is written behind the prompt itself, so that the prompt's end decides how it is tokenized. */
    boolean goesOn();
}
