package dev.podium.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * The three streams of a command, and the warnings it gives on the way.
 *
 * <p>Data goes to {@code out} and nothing else does; progress, warnings and errors go to {@code err}, so that a pipe
 * carries data only.
 */
final class Console {

    final InputStream in;
    final PrintStream out;
    final PrintStream err;
    private final List<String> warnings = new ArrayList<>();

    Console(InputStream in, PrintStream out, PrintStream err) {
        this.in = in;
        this.out = out;
        this.err = err;
    }

    /** Tells people now and scripts in the envelope. */
    void warn(String warning) {
        warnings.add(warning);
        err.println("podium: " + warning);
    }

    /** What was warned of so far. */
    List<String> warnings() {
        return List.copyOf(warnings);
    }
}
