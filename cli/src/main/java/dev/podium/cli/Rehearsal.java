package dev.podium.cli;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Runs the commands people start most, so that the JDK can write down what they loaded.
 *
 * <p>The launcher runs this once after a build with {@code -XX:AOTCacheOutput}; later starts find the classes of these commands
 * linked already. A command that is not here works as well, and starts slower.
 */
final class Rehearsal {

    private static final List<List<String>> LINES = List.of(
            List.of("version"),
            List.of("--help"),
            List.of("methods", "--json"),
            List.of("rerank", "--query", "what is tea", "--docs", "-", "--json"),
            List.of("rerank", "--query", "what is tea", "--docs", "-"));

    private static final String DOCS = """
            {"id": "car", "text": "A car has four wheels."}
            {"id": "tea", "title": "Tea", "text": "Tea is a drink made of leaves.", "year": 1999}
            """;

    private Rehearsal() {}

    public static void main(String[] args) {
        var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        for (var line : LINES) {
            var in = new ByteArrayInputStream(DOCS.getBytes(StandardCharsets.UTF_8));
            Podium.run(line.toArray(String[]::new), in, nowhere, nowhere);
        }
    }
}
