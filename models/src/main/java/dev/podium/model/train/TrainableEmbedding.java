package dev.podium.model.train;

import dev.podium.model.Embedding;
import java.util.List;

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
}
