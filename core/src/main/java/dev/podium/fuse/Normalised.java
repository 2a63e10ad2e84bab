package dev.podium.fuse;

import dev.podium.Fusion;
import dev.podium.Ranking;
import java.util.List;
import java.util.Objects;

/**
 * A fusion of normalised rankings.
 *
 * @param norm applied first, to all rankings together
 * @param fusion of what it returned
 * @since 0.1.0
 */
public record Normalised(Normalisation norm, Fusion fusion) implements Fusion {
    public Normalised {
        Objects.requireNonNull(norm, "norm");
        Objects.requireNonNull(fusion, "fusion");
    }

    @Override
    public Ranking fuse(List<Ranking> rankings) {
        return fusion.fuse(norm.normalise(rankings));
    }

    /** {@code combsum(norm=min-max)}, which {@link Fusions#parse} reads. */
    @Override
    public String toString() {
        String inner = fusion.toString();
        return inner.endsWith(")")
                ? inner.substring(0, inner.length() - 1) + ", norm=" + norm + ")"
                : inner + "(norm=" + norm + ")";
    }
}
