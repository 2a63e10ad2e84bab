package dev.podium.metric;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The real trec_eval, version 9, out of jtreceval's jar. */
final class TrecEval {

    private final Path binary;

    private TrecEval(Path binary) {
        this.binary = binary;
    }

    /** The binary for this platform, or none where jtreceval has none (Linux on ARM). */
    static List<TrecEval> unpackedInto(Path folder) throws IOException {
        URL resource = TrecEval.class.getResource("/trec_eval-" + platform());
        if (resource == null) {
            return List.of();
        }
        Path binary = folder.resolve("trec_eval");
        try (InputStream in = resource.openStream()) {
            Files.copy(in, binary);
        }
        if (!binary.toFile().setExecutable(true)) {
            throw new IOException("Cannot make " + binary + " executable.");
        }
        return List.of(new TrecEval(binary));
    }

    private static String platform() {
        String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String arch = System.getProperty("os.arch");
        return os.contains("mac") ? "macosx-x86_64" : os.contains("linux") ? "linux-" + arch : "none";
    }

    /** The lines it prints. */
    List<String> print(List<String> options, Path qrels, Path run) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(binary.toString());
        command.addAll(options);
        command.add(qrels.toString());
        command.add(run.toString());
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("trec_eval " + options + " ended with " + process.exitValue() + ": " + output);
        }
        return output.lines().toList();
    }
}
