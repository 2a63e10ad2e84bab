package dev.podium.torch.layer;

import java.util.List;
import java.util.function.Function;

/**
 * Does one thing to many texts on all cores, such as cutting them into tokens.
 *
 * <p>Beside a graphics processor, one thread that cuts the texts of a pass into tokens would take as long as the pass.
 *
 * @since 0.1.0
 */
public final class SideBySide {

    private SideBySide() {}

    /** What comes of each, in their order. @param one safe for use by several threads */
    public static <A, B> List<B> of(List<A> all, Function<? super A, ? extends B> one) {
        return all.parallelStream().<B>map(one).toList();
    }
}
