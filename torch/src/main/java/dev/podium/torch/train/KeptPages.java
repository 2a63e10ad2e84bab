package dev.podium.torch.train;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Asks the C library to keep the memory of one step for the next.
 *
 * <p>A step takes and gives back tensors of megabytes by the hundred. glibc maps each from the system and returns it at once, so every
 * step touches all its pages anew, and the system must clear them: where pages are dear, such as under a sandbox or a hypervisor, that
 * was up to 40 % of the time of a step. With these settings freed memory stays with the process until it ends. Where the C library has
 * no {@code mallopt} (musl, macOS, Windows) nothing is done, and nothing is lost but this time.
 */
final class KeptPages {

    /** Of {@code malloc.h}. */
    private static final int M_TRIM_THRESHOLD = -1;

    private static final int M_TOP_PAD = -2;
    private static final int M_MMAP_MAX = -4;

    private static final int STEP = 256 << 20;

    private static boolean asked;

    private KeptPages() {}

    /** For the whole process, once. */
    @SuppressWarnings("restricted") // the back end calls native code anyway, and needs the same leave for it
    static synchronized void ask() {
        if (asked) {
            return;
        }
        asked = true;
        Linker linker = Linker.nativeLinker();
        Optional<MemorySegment> mallopt = linker.defaultLookup().find("mallopt");
        if (mallopt.isPresent()) {
            MethodHandle set = linker.downcallHandle(
                    mallopt.get(),
                    FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
            set(set, M_MMAP_MAX, 0);
            set(set, M_TRIM_THRESHOLD, Integer.MAX_VALUE);
            set(set, M_TOP_PAD, STEP);
        }
    }

    private static void set(MethodHandle mallopt, int name, int value) {
        try {
            int _ = (int) mallopt.invokeExact(name, value);
        } catch (Throwable e) {
            throw new IllegalStateException("mallopt(%d, %d) could not be called.".formatted(name, value), e);
        }
    }
}
