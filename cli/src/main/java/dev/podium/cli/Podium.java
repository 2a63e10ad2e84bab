package dev.podium.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The one {@code main}: finds the command, runs it, and turns what went wrong into a message and an exit code. */
@Command(
        name = "podium",
        description = "Reranking for the JVM: retrieve, rerank, fuse, evaluate.",
        mixinStandardHelpOptions = false,
        footer = {
            "",
            "Exit codes: 0 done, 2 usage, 3 something missing on the machine, 4 out of a resource,",
            "            5 bad data, 6 a provider failed, 7 done in part.",
            "Set PODIUM_DEBUG=1 for the trace of an error."
        })
public final class Podium {

    private Podium() {}

    /** Runs a command and exits with its code. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        int code = run(args, System.in, out, err);
        out.flush();
        System.exit(code);
    }

    /** The same without an exit: what tests call. */
    static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
        Console console = new Console(in, out, err);
        try {
            return commandLine(args, console).execute(args);
        } finally {
            out.flush();
        }
    }

    /** The command that was asked for alone, where it is known: reflection over all of them takes longer than most of them do. */
    private static CommandLine commandLine(String[] args, Console console) {
        Map<String, Supplier<Object>> commands = commands(console);
        CommandLine line = new CommandLine(new Podium());
        @Nullable Supplier<Object> asked = args.length == 0 ? null : commands.get(args[0]);
        if (asked != null) {
            line.addSubcommand(asked.get());
        } else {
            commands.values().forEach(command -> line.addSubcommand(command.get()));
            line.addSubcommand(new CommandLine.HelpCommand());
        }
        line.setOut(new PrintWriter(console.out, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(console.err, true, StandardCharsets.UTF_8));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionStrategy(new CommandLine.RunLast());
        line.setParameterExceptionHandler((e, _) -> usage(e, console));
        line.setExecutionExceptionHandler((e, _, _) -> failed(e, console));
        return line;
    }

    private static Map<String, Supplier<Object>> commands(Console console) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("quickstart", () -> new QuickstartCommand(console));
        commands.put("rerank", () -> new RerankCommand(console));
        commands.put("index", () -> new IndexCommand(console));
        commands.put("search", () -> new SearchCommand(console));
        commands.put("eval", () -> new EvalCommand(console));
        commands.put("compare", () -> new CompareCommand(console));
        commands.put("fuse", () -> new FuseCommand(console));
        commands.put("experiment", () -> new ExperimentCommand(console));
        commands.put("replay", () -> new ReplayCommand(console));
        commands.put("methods", () -> new MethodsCommand(console));
        commands.put("embed", () -> new EmbedCommand(console));
        commands.put("generate", () -> new GenerateCommand(console));
        commands.put("perplexity", () -> new PerplexityCommand(console));
        commands.put("verify", () -> new VerifyCommand(console));
        commands.put("survey", () -> new SurveyCommand(console));
        commands.put("train", () -> new TrainCommand(console));
        commands.put("export", () -> new ExportCommand(console));
        commands.put("bench", () -> new BenchCommand(console));
        commands.put("doctor", () -> new DoctorCommand(console));
        commands.put("version", () -> new VersionCommand());
        return commands;
    }

    private static int usage(ParameterException e, Console console) {
        console.err.println("podium: " + e.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(
                e, new PrintWriter(console.err, true, StandardCharsets.UTF_8));
        console.err.println("Try: podium " + nameOf(e.getCommandLine()) + "--help");
        return ExitCode.USAGE.number;
    }

    private static String nameOf(CommandLine line) {
        return line.getParent() == null ? "" : line.getCommandName() + " ";
    }

    private static int failed(Exception e, Console console) {
        console.err.println("podium: " + Failures.message(e));
        if (System.getenv("PODIUM_DEBUG") != null) {
            console.err.println(Traces.of(e));
        }
        return Failures.exitCode(e).number;
    }
}
