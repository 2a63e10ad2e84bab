package dev.podium.torch.verify;

import dev.podium.torch.config.Config;
import java.io.IOException;

/** How one kind of check is made. */
@FunctionalInterface
interface CheckKind {

    /** Makes a check; what it throws is why the check failed. */
    Finding make(Config check, Subject subject, Comparison comparison) throws IOException;
}
