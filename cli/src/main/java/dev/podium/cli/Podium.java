package dev.podium.cli;

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
        System.exit(run(args));
    }

    /** Runs one command line. Returns the exit code: 0 done, 2 wrong usage. */
    static int run(String... args) {
        return new CommandLine(new Podium()).execute(args);
    }
}
