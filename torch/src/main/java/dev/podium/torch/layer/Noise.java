package dev.podium.torch.layer;

import dev.podium.torch.tensor.Kind;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.SplittableRandom;
import java.util.function.Supplier;

/**
 * Shakes embedded tokens while a model learns, so that it keeps less to their letter: uniform in plus or minus {@code alpha /
 * sqrt(tokens * width)}, the tokens of its own sequence.
 *
 * <p>Networks say where their tokens are embedded by {@link #on}; it does something within {@link #during} alone. What is drawn follows
 * from the seed.
 *
 * <p>Source: NEFTune, arXiv 2310.05914, algorithm 1. There the tokens of a batch are padded to one length, which counts; here nothing is
 * padded.
 *
 * @since 0.1.0
 */
public final class Noise {

    private static final ScopedValue<Noise> CURRENT = ScopedValue.newInstance();

    private final double alpha;
    private final SplittableRandom random;

    private Noise(double alpha, long seed) {
        this.alpha = alpha;
        this.random = new SplittableRandom(seed);
    }

    /**
     * Runs a forward pass in which embedded tokens are shaken.
     *
     * @param alpha how much; 0 for not at all
     * @param seed another one for each pass
     */
    public static <T> T during(double alpha, long seed, Supplier<T> forward) {
        return alpha == 0
                ? forward.get()
                : ScopedValue.where(CURRENT, new Noise(alpha, seed)).call(forward::get);
    }

    /**
     * Shakes.
     *
     * @param embedded [tokens, width], sequences end to end
     * @param lengths of the sequences
     * @return the same shape; the same tensor where nothing is shaken
     */
    public static Tensor on(Tensor embedded, int... lengths) {
        return CURRENT.isBound() ? CURRENT.get().shaken(embedded, lengths) : embedded;
    }

    /** The same for a batch. */
    public static Tensor on(Tensor embedded, Packing packing) {
        return CURRENT.isBound()
                ? on(
                        embedded,
                        packing.segments().stream()
                                .mapToInt(Packing.Segment::length)
                                .toArray())
                : embedded;
    }

    private Tensor shaken(Tensor embedded, int[] lengths) {
        int width = embedded.size(-1);
        Tensor noise = Tensors.empty(Kind.FLOAT32, embedded.shape());
        MemorySegment bytes = noise.bytes();
        long at = 0;
        for (int length : lengths) {
            double most = alpha / Math.sqrt((double) length * width);
            for (long end = at + (long) length * width; at < end; at++) {
                bytes.setAtIndex(ValueLayout.JAVA_FLOAT_UNALIGNED, at, (float) ((2 * random.nextDouble() - 1) * most));
            }
        }
        return embedded.plus(noise.to(embedded.device()));
    }
}
