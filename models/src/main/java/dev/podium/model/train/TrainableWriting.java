package dev.podium.model.train;

import dev.podium.model.Prompt;
import java.util.List;
import java.util.Set;

/**
 * A language model whose words can be pulled at: those it should write, and those it should think of first.
 *
 * <p>One forward gives both, so that an objective of two parts (FIRST: the whole answer, and the order of the labels at its first place)
 * costs one. The tokens of the prompt are read and not learnt.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TrainableWriting {

    /**
     * What is to be learnt from.
     *
     * @param prompt read, not learnt
     * @param answer what should follow it; may be empty where only labels are looked at
     * @param labels whose logits at the first place after the prompt are asked, each one token there; may be none
     * @since 0.1.0
     */
    record Lesson(Prompt prompt, String answer, List<String> labels) {

        /** Copies. */
        public Lesson {
            labels = List.copyOf(labels);
        }
    }

    /**
     * Reads lessons in one pass.
     *
     * @param lessons at least one
     * @param mode what it is for
     * @return to be closed by the caller
     */
    WritingPass forward(List<Lesson> lessons, Mode mode);

    /**
     * The words of the mark that ends an answer, such as {@code <|im_end|>}: put behind the answer of a lesson they are learnt as one more
     * token, and the model learns to stop. Empty where the model has no such mark.
     */
    default String end() {
        return "";
    }

    /** The forms of prompt that it reads, as {@code NextToken.forms} of the same model: with a chat template conversations, too. */
    default Set<Prompt.Form> forms() {
        return Set.of(Prompt.Form.PLAIN);
    }
}
