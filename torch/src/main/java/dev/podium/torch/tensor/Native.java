package dev.podium.torch.tensor;

import dev.podium.model.ModelUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.pytorch.global.torch;

/**
 * Loads libtorch, once, with the settings that it must have before its first call.
 *
 * <p>MKL is asked for as the BLAS: OpenBLAS in its default setting is three times slower beside libtorch, since two pools of
 * spinning threads fight for the cores. Whether it came is told by {@link #mkl()}, which looks at what is mapped; libtorch's own
 * {@code hasMKL} says how it was compiled.
 */
final class Native {

    static {
        // JavaCPP would count native bytes against the Java heap's size, and fail for a model larger than it.
        preset("org.bytedeco.javacpp.maxBytes", "0");
        preset("org.bytedeco.javacpp.maxPhysicalBytes", "0");
        preset("org.bytedeco.openblas.load", "mkl");
        // Threads that spin while they wait for the next product take the cores from whoever else has work: beside two
        // busy processes a
        // token took four times as long.
        Environment.preset("OMP_WAIT_POLICY", "passive");
        try {
            // A call, not a mention: it is the first one that loads.
            torch.get_num_threads();
        } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
            throw new ModelUnavailableException(
                    "libtorch cannot be loaded on %s %s: %s.\nMaybe its native libraries for this machine are missing: add org.bytedeco:pytorch with the classifier of the machine, such as linux-x86_64."
                            .formatted(System.getProperty("os.name"), System.getProperty("os.arch"), e.getMessage()),
                    e);
        }
    }

    /** Whether the CPU multiplies bytes into 32 bits at once; where nobody can tell, not. */
    static final boolean VNNI = cpuFlags().contains("vnni");

    private Native() {}

    private static String cpuFlags() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("flags")).findFirst().orElse("");
        } catch (IOException | java.io.UncheckedIOException e) {
            return "";
        }
    }

    private static void preset(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** Makes sure that libtorch is there. */
    static void load() {
        // The static initialiser did it.
    }

    /** Whether MKL serves the matrix products: its library is mapped into this process. */
    static boolean mkl() {
        Path maps = Path.of("/proc/self/maps");
        if (!Files.isReadable(maps)) {
            return false;
        }
        try (var lines = Files.lines(maps)) {
            return lines.anyMatch(line -> line.contains("libmkl_rt") || line.contains("libmkl_core"));
        } catch (IOException e) {
            return false;
        }
    }
}
