package dev.podium.cli;

import java.io.PrintStream;
import java.util.List;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code --json} prints: one object around every command's data.
 *
 * @param version of this envelope's form
 * @param command that made it
 * @param data its own result
 * @param warnings in the order given
 */
record Envelope(int version, String command, Object data, List<String> warnings) {

    private static final JsonMapper JSON =
            JsonMapper.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    static void print(Console console, String command, Object data) {
        write(console.out, new Envelope(1, command, data, console.warnings()));
    }

    private static void write(PrintStream out, Envelope envelope) {
        JSON.writeValue(out, envelope);
        out.println();
        out.flush();
    }
}
