package dev.podium.torch.tensor;

import java.io.IOException;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.global.torch;

/**
 * The runtime beneath the tensors: threads, devices, and what it was built with.
 *
 * @since 0.1.0
 */
public final class Torch {

    private Torch() {}

    /** Threads that one calculation uses; see {@link #threads(int)}. */
    public static int threads() {
        Native.load();
        return torch.get_num_threads();
    }

    /**
     * Sets the threads of one calculation, for the whole process.
     *
     * @param threads at least 1; more than cores slows down
     */
    public static void threads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "The threads (%d) must be at least 1.\nMaybe the number of cores.".formatted(threads));
        }
        Native.load();
        torch.set_num_threads(threads);
    }

    /**
     * The version of libtorch and of its binding, such as {@code 2.10.0-1.5.13}.
     *
     * @throws IOException if the binding's jar does not tell
     */
    public static String version() throws IOException {
        return Loader.getVersion("org.bytedeco", "pytorch");
    }

    /** Whether MKL serves the matrix products; without it they take half as long again. */
    public static boolean mkl() {
        Native.load();
        return Native.mkl();
    }

    /** Graphics processors that libtorch sees; 0 unless it is the build for CUDA. */
    public static int gpus() {
        Native.load();
        return torch.cuda_is_available() ? torch.cuda_device_count() : 0;
    }

    /** Makes draws repeatable: the same numbers after the same seed. */
    public static void seed(long seed) {
        Native.load();
        torch.manual_seed(seed);
    }

    /** Within it, on this thread, nothing is remembered for {@code backward}, and weights can be changed in place. */
    public static Guard withoutGradients() {
        Native.load();
        NoGradGuard guard = new NoGradGuard();
        return guard::close;
    }

    /** What holds until it is closed. */
    @FunctionalInterface
    public interface Guard extends AutoCloseable {
        @Override
        void close();
    }
}
