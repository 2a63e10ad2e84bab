package dev.podium.cli;

import dev.podium.torch.Verification;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Holds a checkpoint against what the reference implementation computes for it. */
@Command(
        name = "verify",
        description = {
            "Hold a checkpoint against its golden file (checks.json, golden.safetensors).",
            "Exit code 7 if a check fails or a kind of check is not known."
        },
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FOLDER", description = "The checkpoint with its golden file.")
    private @Nullable Path folder;

    @Option(names = "--json", description = "Print one JSON envelope.")
    private boolean json;

    private final Console console;

    VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Verification verification = Verification.of(Objects.requireNonNull(folder));
        if (json) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put(
                    "checks",
                    verification.checks().stream().map(VerifyCommand::row).toList());
            data.put("failed", verification.failed());
            data.put("skipped", verification.skipped());
            Envelope.print(console, "verify", data);
        } else {
            Table table = Table.of("check", "kind", "shape", "worst", "tolerance", "");
            for (Verification.Check check : verification.checks()) {
                table.row(
                        check.name(),
                        check.kind(),
                        check.shape().toString(),
                        String.format(Locale.ROOT, "%.2g", check.worst()),
                        String.format(Locale.ROOT, "%.2g", check.tolerance()),
                        check.ok() ? "ok" : "FAIL: " + check.message());
            }
            table.print(console.out);
            console.out.printf(
                    "%d checks, %d failed, skipped: %s%n",
                    verification.checks().size(),
                    verification.failed(),
                    verification.skipped().isEmpty() ? "none" : verification.skipped());
        }
        boolean all = verification.failed() == 0 && verification.skipped().isEmpty();
        return (all ? ExitCode.DONE : ExitCode.PARTIAL).number;
    }

    private static Map<String, Object> row(Verification.Check check) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("name", check.name());
        row.put("kind", check.kind());
        row.put("shape", check.shape());
        // JSON has no NaN.
        row.put("worst", Double.isNaN(check.worst()) ? null : check.worst());
        row.put("tolerance", check.tolerance());
        row.put("ok", check.ok());
        if (!check.message().isEmpty()) {
            row.put("message", check.message());
        }
        return row;
    }
}
