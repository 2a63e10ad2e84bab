package dev.podium.cli;

import dev.podium.LimitReachedException;
import dev.podium.file.BadDataException;
import dev.podium.model.MissingCapabilityException;
import dev.podium.model.ModelUnavailableException;
import dev.podium.model.ProviderException;
import dev.podium.retrieve.IndexUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** From what went wrong to what a script is told, and to one clear message. */
final class Failures {

    private Failures() {}

    static ExitCode exitCode(Throwable failure) {
        return switch (failure) {
            case BadDataException _ -> ExitCode.BAD_DATA;
            case ModelUnavailableException _ -> ExitCode.MISSING;
            case MissingCapabilityException _ -> ExitCode.MISSING;
            case ProviderException _ -> ExitCode.PROVIDER;
            case IndexUnavailableException _ -> ExitCode.BAD_DATA;
            case LimitReachedException _ -> ExitCode.PARTIAL;
            case UncheckedIOException e -> exitCode(Objects.requireNonNull(e.getCause()));
            case FileSystemException _ -> ExitCode.BAD_DATA;
            case IOException _ -> ExitCode.RESOURCE;
            case OutOfMemoryError _ -> ExitCode.RESOURCE;
            case IllegalArgumentException _ -> ExitCode.USAGE;
            default -> ExitCode.PROVIDER;
        };
    }

    /** One or two lines for people. The trace is for {@code PODIUM_DEBUG}. */
    static String message(Throwable failure) {
        return switch (failure) {
            case UncheckedIOException e -> message(Objects.requireNonNull(e.getCause()));
            case NoSuchFileException e -> "There is no file %s.".formatted(e.getFile());
            case AccessDeniedException e -> "The file %s may not be read.".formatted(e.getFile());
            case OutOfMemoryError _ -> "Out of memory.\nMaybe give the JVM more: PODIUM_JAVA_OPTS=-Xmx4g ./podium ...";
            default -> {
                String text = failure.getMessage();
                yield text == null ? failure.getClass().getName() : text;
            }
        };
    }
}
