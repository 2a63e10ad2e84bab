package dev.podium.model;

import java.util.List;

/**
 * How much was looked at each token of some parts of a prompt.
 *
 * @param mass [part][token] in the order asked, each at least 0, in layers times heads
 * @param tokens of the prompt that were read, marks included
 * @param parts of the prompt that have names, in their order
 * @since 0.1.0
 */
public record AttentionMass(List<List<Double>> mass, int tokens, List<ReadPart> parts) {
    public AttentionMass {
        mass = mass.stream().map(List::copyOf).toList();
        parts = List.copyOf(parts);
    }
}
