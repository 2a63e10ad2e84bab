package dev.podium.cli;

import dev.podium.ask.Trace;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Writes every question a reranker asks and its answer, a JSON line each; or nothing, where no file was named. */
final class TraceFile implements AutoCloseable {

    private final @Nullable BufferedWriter out;

    private TraceFile(@Nullable BufferedWriter out) {
        this.out = out;
    }

    static TraceFile of(@Nullable Path file) throws IOException {
        return new TraceFile(file == null ? null : Files.newBufferedWriter(file));
    }

    <T> T watching(Supplier<T> work) {
        BufferedWriter writer = out;
        return writer == null ? work.get() : Trace.during(step -> write(writer, step), work);
    }

    private static void write(BufferedWriter writer, Trace.Step step) {
        try {
            writer.write(JsonMapper.shared().writeValueAsString(step));
            writer.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }
}
