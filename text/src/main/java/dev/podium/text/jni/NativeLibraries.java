package dev.podium.text.jni;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import dev.podium.model.ModelUnavailableException;
import java.net.URL;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Loads native halves, once, from files that stay on disk.
 *
 * <p>DJL's own loader would look for a GPU, may ask the network for another build and needs a logging library; none of it
 * is touched: the native methods are bound to the library loaded here, and DJL's jar is needed for them alone.
 */
public final class NativeLibraries {

    private NativeLibraries() {}

    /** The tokenizers' native methods. */
    public static TokenizersLibrary tokenizers() {
        return TokenizersHolder.LIBRARY;
    }

    private static final class TokenizersHolder {
        static final TokenizersLibrary LIBRARY = load();

        @SuppressWarnings("restricted") // native code is what this class is for
        private static TokenizersLibrary load() {
            String folder = "/native/lib/" + djlSystem() + "/cpu/";
            // On Windows the library needs three others, which must be there first.
            List<String> libraries = system().equals("win")
                    ? List.of("libwinpthread-1.dll", "libgcc_s_seh-1.dll", "libstdc++-6.dll", "tokenizers.dll")
                    : List.of(System.mapLibraryName("tokenizers"));
            try {
                for (String library : libraries) {
                    System.load(file(TokenizersLibrary.class, "the tokenizers", folder, library)
                            .toString());
                }
                return TokenizersLibrary.LIB;
            } catch (LinkageError e) {
                throw unloadable("the tokenizers", e);
            }
        }
    }

    /**
     * A library that lies in a jar, as a file.
     *
     * @param owner a class of the jar
     * @param what it is of, for the message
     * @param folder in the jar, with a slash at both ends
     * @throws ModelUnavailableException if the jar has none for this machine
     */
    public static Path file(Class<?> owner, String what, String folder, String library) {
        URL url = owner.getResource(folder + library);
        if (url == null) {
            throw new ModelUnavailableException(
                    "There is no native build of %s for this machine (%s on %s; looked for %s).\nMaybe run on Linux x86_64 or aarch64, macOS aarch64 or Windows x86_64."
                            .formatted(what, System.getProperty("os.name"), System.getProperty("os.arch"), folder));
        }
        return unpacked(url);
    }

    /**
     * Any resource that must be a file to be mapped, unpacked once and kept between runs.
     *
     * @throws ModelUnavailableException if it can be written nowhere
     */
    public static Path unpacked(URL url) {
        return Unpacked.file(url);
    }

    /** The error that a library is there and does not load. */
    public static ModelUnavailableException unloadable(String what, Throwable cause) {
        return new ModelUnavailableException(
                "The native library of %s could not be loaded: %s.\nMaybe the C library is too old, or the cache is mounted noexec: set -Dpodium.cache to another folder."
                        .formatted(what, cause.getMessage()),
                cause);
    }

    /** The operating system as native builds name it: {@code linux}, {@code osx} or {@code win}. */
    public static String system() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.contains("mac") ? "osx" : name.contains("win") ? "win" : "linux";
    }

    /** Whether the processor is of ARM's kind; x86 otherwise. */
    public static boolean arm() {
        String machine = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return machine.equals("aarch64") || machine.equals("arm64");
    }

    private static String djlSystem() {
        return system() + (arm() ? "-aarch64" : "-x86_64");
    }
}
