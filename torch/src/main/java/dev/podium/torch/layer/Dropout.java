package dev.podium.torch.layer;

import dev.podium.torch.tensor.Kind;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Zeroes some of the numbers while a model learns, and scales up the rest to make up for them.
 *
 * <p>It drops only within {@link #during}, that is in a forward pass to learn from; everywhere else it is the identity. What is dropped
 * follows from the seed alone: each place of a network that drops draws from a stream of its own, and each number by its index. So there
 * is no state to save between steps, and a layer that is run again drops the same.
 *
 * <p>Source: Srivastava et al., JMLR 15 (2014); the inverted form, which leaves scoring as it is.
 *
 * @param rate share of the numbers that become zero, at least 0 and below 1
 * @since 0.1.0
 */
public record Dropout(double rate) {

    /** Drops nothing. */
    public static final Dropout NONE = new Dropout(0);

    private static final ScopedValue<Streams> STREAMS = ScopedValue.newInstance();

    /** Numbers that are drawn at a time, so that they stay in the cache until they are copied. */
    private static final int PIECE = 8192;

    /** Multiples of an odd number, which spread the indices: read from here, for the compiler makes no vectors of the index itself. */
    private static final int[] SPREAD = new int[PIECE];

    private static final int ODD = 0x9E3779B1;

    static {
        Arrays.setAll(SPREAD, i -> i * ODD);
    }

    /** Checks. */
    public Dropout {
        if (!(rate >= 0 && rate < 1)) {
            throw new IllegalArgumentException(
                    "The dropout (%s) must be at least 0 and below 1.\nMaybe 0.1.".formatted(rate));
        }
    }

    /** Runs a forward pass in which dropout drops. @param seed another one for each pass */
    public static <T> T during(long seed, Supplier<T> forward) {
        return during(new Streams(seed), forward);
    }

    /** Runs a part of a forward pass with the streams that the whole had at that place. */
    static <T> T during(Streams streams, Supplier<T> forward) {
        return ScopedValue.where(STREAMS, streams).call(forward::get);
    }

    /** The streams as they go on from here; null where nothing drops. */
    static @Nullable Streams fromHere() {
        return STREAMS.isBound() ? STREAMS.get().fromHere() : null;
    }

    /** Whether a forward pass to learn from is running. */
    public static boolean isLearning() {
        return STREAMS.isBound();
    }

    /** Whether a forward pass to learn from is running, and this one drops anything. */
    public boolean drops() {
        return rate > 0 && isLearning();
    }

    /** Drops. @param x of any shape, float32 @return the same shape; x itself where nothing is dropped */
    public Tensor of(Tensor x) {
        return drops() ? x.times(mask(STREAMS.get().next(), x)) : x;
    }

    private Tensor mask(long stream, Tensor x) {
        Tensor mask = Tensors.empty(Kind.FLOAT32, x.shape());
        MemorySegment bytes = mask.bytes();
        int threshold = (int) Math.round(rate * (1 << 24));
        float kept = (float) (1 / (1 - rate));
        float[] piece = new float[PIECE];
        int elements = Math.toIntExact(mask.elements());
        for (int first = 0; first < elements; first += PIECE) {
            draw(piece, first, stream, threshold, kept);
            int size = Math.min(PIECE, elements - first);
            MemorySegment.copy(piece, 0, bytes, ValueLayout.JAVA_FLOAT_UNALIGNED, (long) first * Float.BYTES, size);
        }
        return mask.to(x.device());
    }

    /**
     * 0 with the probability of the threshold in 2^24, else the scale of what is kept.
     *
     * <p>A hash of the index rather than a generator with a state: its turns are independent, so the compiler calculates many at once,
     * and it takes a twentieth of the time of libtorch's own Bernoulli draws. Shifts and factors are the best of two rounds that Wellons'
     * hash-prospector found; the second half of the stream comes in between, or streams would be one sequence from several places on.
     */
    private static void draw(float[] to, int first, long stream, int threshold, float kept) {
        int before = (int) stream + first * ODD;
        int between = (int) (stream >>> 32);
        for (int i = 0; i < PIECE; i++) {
            int h = SPREAD[i] + before;
            h ^= h >>> 16;
            h = h * 0x21F0AAAD + between;
            h ^= h >>> 15;
            h *= 0x735A2D97;
            h ^= h >>> 15;
            to[i] = (1 - (((h >>> 8) - threshold) >>> 31)) * kept;
        }
    }

    /** The streams of one pass: the n-th place that drops has the n-th. */
    static final class Streams {

        private final long seed;
        private int next;

        Streams(long seed) {
            this(seed, 0);
        }

        private Streams(long seed, int next) {
            this.seed = seed;
            this.next = next;
        }

        /** These, as they go on from here. */
        Streams fromHere() {
            return new Streams(seed, next);
        }

        long next() {
            // The finalizer of SplitMix64 (Steele, Lea and Flood 2014): neighbours in number are no neighbours in bits.
            long z = seed + (next++ + 1) * 0x9E3779B97F4A7C15L;
            z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
            z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
            return z ^ (z >>> 31);
        }
    }
}
