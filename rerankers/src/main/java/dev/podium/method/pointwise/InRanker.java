package dev.podium.method.pointwise;

import dev.podium.model.Method;

/**
 * Small monoT5 that learned its logits from a large one, on queries made up for the collections it had not seen.
 *
 * <p>Asks as {@link MonoT5} does, in the same words: n prompts for n candidates.
 *
 * <p>Source: InRanker, Laitz et al., arXiv 2401.06910, section 3 (unicamp-dl/InRanker-small, -base, -3B). Departs as {@link MonoT5} does.
 *
 * @since 0.1.0
 */
public final class InRanker {

    /** In the catalogue. */
    public static final Method METHOD = MonoT5.method("inranker", "InRanker, Laitz et al., arXiv 2401.06910");

    private InRanker() {}
}
