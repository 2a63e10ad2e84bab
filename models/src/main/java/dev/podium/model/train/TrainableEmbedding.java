package dev.podium.model.train;

import dev.podium.model.Embedding;
import dev.podium.model.Prompt;
import java.util.List;
import java.util.Set;

/**
 * A bi-encoder whose vectors can be pulled at, and which learns from that.
 *
 * <p>The vectors are those that {@link Embedding#embed} of the same model gives, prompts, pooling and normalisation included. It is for
 * one thread at a time.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface TrainableEmbedding {

    /**
     * Embeds texts in one pass.
     *
     * @param texts at least one
     * @param role what the texts are to each other
     * @param mode what it is for
     * @return to be closed by the caller
     */
    VectorPass forward(List<String> texts, Embedding.Role role, Mode mode);

    /**
     * Embeds prompts as they stand in one pass, as {@link Embedding#embed(List)} does: what a decoder is asked that ranks by its vectors
     * (E2Rank's query with the passages it is to be ranked with).
     *
     * @param prompts at least one
     * @param mode what it is for
     * @return to be closed by the caller; vectors comparable with those of texts
     * @throws IllegalArgumentException if the model does not read prompts, or not of that form
     */
    default VectorPass forwardPrompts(List<Prompt> prompts, Mode mode) {
        throw new IllegalArgumentException(
                "This model embeds texts and no prompts: its network is no decoder.\nMaybe embed the texts.");
    }

    /** The forms of prompt that it embeds; none where it embeds texts alone. */
    default Set<Prompt.Form> forms() {
        return Set.of();
    }
}
