package dev.podium.model;

import java.util.List;

/**
 * Something a model can be asked.
 *
 * <p>Closed, because every capability is a promise that several back ends keep alike: the same question gives the same
 * answer whoever computes it. Asked for by its class, {@link Model#as}.
 *
 * @since 0.1.0
 */
public sealed interface Capability
        permits Generation, NextToken, Likelihood, PairScoring, ListScoring, Embedding, Attention {

    /** Every capability there is, in the order of the field's paradigms. */
    static List<Class<? extends Capability>> all() {
        return List.of(
                Generation.class,
                NextToken.class,
                Likelihood.class,
                PairScoring.class,
                ListScoring.class,
                Embedding.class,
                Attention.class);
    }
}
