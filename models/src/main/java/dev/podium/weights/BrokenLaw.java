package dev.podium.weights;

import dev.podium.file.BadDataException;
import java.nio.file.Path;

/** The errors of this package, made in one place so that they read alike. */
final class BrokenLaw {

    private BrokenLaw() {}

    /** A file that cannot be what it says: cut, changed on the way, or by a writer with a fault. */
    static BadDataException damaged(Path file, String law, Object... values) {
        return with(file, "Maybe the file was cut or changed on its way; load it again.", law, values);
    }

    /** A file that breaks a law, with advice for it. */
    static BadDataException with(Path file, String advice, String law, Object... values) {
        return new BadDataException(file, 0, "", law.formatted(values), advice);
    }
}
