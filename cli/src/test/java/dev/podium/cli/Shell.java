package dev.podium.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs a command as a shell would, in this process.
 *
 * @param code the exit code
 * @param out what it printed as data
 * @param err what it told people
 */
record Shell(int code, String out, String err) {

    static Shell run(String... args) {
        return runWith("", args);
    }

    static Shell runWith(String input, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Podium.run(
                args,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Shell(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The data of the envelope, after a check of its form. */
    JsonNode data() {
        JsonNode envelope = JsonMapper.shared().readTree(out);
        if (envelope.path("version").asInt() != 1 || !envelope.path("warnings").isArray()) {
            throw new AssertionError("not an envelope of version 1: " + out);
        }
        return envelope.required("data");
    }
}
