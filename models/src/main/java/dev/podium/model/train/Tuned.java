package dev.podium.model.train;

import java.util.List;

/**
 * Which numbers of a model move.
 *
 * @since 0.1.0
 */
public sealed interface Tuned {

    /** Every parameter. */
    static Tuned all() {
        return new Full(List.of());
    }

    /**
     * The model's own parameters.
     *
     * @param frozen parts of the names of what stays as it is, such as {@code embeddings.}
     * @since 0.1.0
     */
    record Full(List<String> frozen) implements Tuned {

        /** Copies. */
        public Full {
            frozen = List.copyOf(frozen);
        }
    }

    /**
     * Thin products beside linear layers, and heads that the checkpoint lacked. Source: LoRA, arXiv 2106.09685.
     *
     * @param rank of the products, at least 1
     * @param alpha the products count alpha / rank times
     * @param dropout before them, in 0..1
     * @param targets last words of the layers' names, such as {@code q_proj}; none for every linear layer of the layers' stack
     * @since 0.1.0
     */
    record Lora(int rank, double alpha, double dropout, List<String> targets) implements Tuned {

        /** Checks and copies. */
        public Lora {
            if (rank < 1 || !(alpha > 0) || !(dropout >= 0 && dropout < 1)) {
                throw new IllegalArgumentException(
                        "The rank (%d) must be at least 1, alpha (%s) above 0 and the dropout (%s) in [0, 1).\nMaybe 16, 32 and 0.05."
                                .formatted(rank, alpha, dropout));
            }
            targets = List.copyOf(targets);
        }
    }

    /**
     * Bottlenecks after each layer's feed-forward network. Source: Pfeiffer et al., arXiv 2005.00052; for rerankers, arXiv 2204.02292.
     *
     * @param reduction how many times narrower than the layer, at least 1
     * @param invertible whether there is also a coupling after the embeddings, as language adapters have
     * @since 0.1.0
     */
    record Bottleneck(int reduction, boolean invertible) implements Tuned {

        /** Checks. */
        public Bottleneck {
            if (reduction < 1) {
                throw new IllegalArgumentException(
                        "The reduction (%d) must be at least 1.\nMaybe 16.".formatted(reduction));
            }
        }
    }

    /**
     * A few numbers anywhere: those that moved farthest in a first training, trained again from where they began. Source: the lottery
     * ticket of Ansell et al., arXiv 2110.07560, section 3.1; for rerankers, arXiv 2204.02292.
     *
     * @param numbers how many are kept, at least 1
     * @param frozen parts of names that stay as they are in both trainings, such as {@code LayerNorm}
     * @since 0.1.0
     */
    record Sparse(long numbers, List<String> frozen) implements Tuned {

        /** Checks and copies. */
        public Sparse {
            if (numbers < 1) {
                throw new IllegalArgumentException(
                        "The numbers (%d) must be at least 1.\nMaybe a twentieth of the model's.".formatted(numbers));
            }
            frozen = List.copyOf(frozen);
        }
    }
}
