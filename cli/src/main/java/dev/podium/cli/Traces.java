package dev.podium.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** The stack of an error as text, for those who asked for it. */
final class Traces {

    private Traces() {}

    static String of(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }
}
