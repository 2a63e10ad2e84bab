package dev.podium.weights;

import dev.podium.file.BadDataException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Recognises Python pickles, so that they are refused by name.
 *
 * <p>A pickle is a program for a small machine that may import and call anything; loading one runs it. Torch's files are a zip
 * around one (since 1.6) or begin with one. Podium reads none, not even "safely".
 */
final class Pickles {

    private static final List<String> SUFFIXES = List.of(".bin", ".pt", ".pth", ".ckpt", ".pkl", ".pickle", ".joblib");

    private Pickles() {}

    /** Whether a file is named as pickles are. */
    static boolean isNamedLikeOne(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return SUFFIXES.stream().anyMatch(name::endsWith);
    }

    /** Whether a file begins as pickles do: a zip, or the opcode PROTO with protocol 2 to 5. */
    static boolean beginsLikeOne(MemorySegment file) {
        if (file.byteSize() < 4) {
            return false;
        }
        int first = Byte.toUnsignedInt(file.get(ValueLayout.JAVA_BYTE, 0));
        int second = Byte.toUnsignedInt(file.get(ValueLayout.JAVA_BYTE, 1));
        boolean zip = file.get(Little.INT, 0) == 0x04034B50; // "PK", 3, 4
        boolean pickle = first == 0x80 && second >= 2 && second <= 5;
        // A safetensors header of 640 bytes begins 80 02 as well, and then its brace gives it away.
        boolean braced = file.byteSize() > 8 && file.get(ValueLayout.JAVA_BYTE, 8) == '{';
        return zip || (pickle && !braced);
    }

    static BadDataException refused(Path file) {
        return BrokenLaw.with(
                file,
                "Maybe take the model's safetensors file, or convert this one where you trust it: load its weights with torch.load(..., weights_only=True) and write them with safetensors.torch.save_file.",
                "This is a Python pickle, and reading a pickle executes code that whoever made it chose. It is not read.");
    }
}
