package dev.podium.cli;

import org.jspecify.annotations.Nullable;

/** The stack of an error as text, for those who asked for it. */
final class Traces {

    private Traces() {}

    static String of(Throwable failure) {
        StringBuilder text = new StringBuilder();
        String cause = "";
        for (@Nullable Throwable at = failure; at != null; at = at.getCause()) {
            text.append(cause).append(at).append('\n');
            cause = "caused by ";
            for (StackTraceElement frame : at.getStackTrace()) {
                text.append("    at ").append(frame).append('\n');
            }
        }
        return text.toString();
    }
}
