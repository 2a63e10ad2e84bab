package dev.podium.cli;

import org.jspecify.annotations.Nullable;

/** The stack of an error as text, for those who asked for it. */
final class Traces {

    private Traces() {}

    static String of(Throwable failure) {
        StringBuilder text = new StringBuilder();
        for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
            text.append(at == failure ? "" : "caused by ").append(at).append('\n');
            for (StackTraceElement frame : at.getStackTrace()) {
                text.append("    at ").append(frame).append('\n');
            }
        }
        return text.toString();
    }
}
