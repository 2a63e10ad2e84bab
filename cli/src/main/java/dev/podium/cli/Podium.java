package dev.podium.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command {@code podium}: parses the line, runs the command it names and ends with that command's exit code. */
@Command(
        name = "podium",
        description = "Rerank any list of candidates for a query, and measure the result.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = VersionCommand.class)
public final class Podium {

    private Podium() {}

    /** Runs one command line and ends the process. */
    public static void main(String[] args) {
        var out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        var err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        var code = run(args, System.in, out, err);
        out.flush();
        System.exit(code);
    }

    /** Runs one command line on these streams. Returns the exit code: 0 done, 2 wrong usage. */
    static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
        return new CommandLine(new Podium())
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .execute(args);
    }
}
