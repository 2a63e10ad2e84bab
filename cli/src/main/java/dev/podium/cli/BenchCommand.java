package dev.podium.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** Times one workload; run it alternately with a peer and compare ratios. */
@Command(
        name = "bench",
        description = "Time one workload: median of repeats after a warm-up.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {

    @Parameters(paramLabel = "WORK", description = "One of: ${COMPLETION-CANDIDATES}.", converter = NamedWork.class)
    private @Nullable Work work;

    @Option(names = "--work", required = true, paramLabel = "DIR", description = "Folder of the workload's files.")
    private @Nullable Path folder;

    @Option(names = "--model", paramLabel = "REF", defaultValue = "default", description = "For pairs, list, embed.")
    private String model = "default";

    @Option(names = "--json", description = "Print one JSON envelope.")
    private boolean json;

    private final Console console;

    BenchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        Map<String, Object> data = new LinkedHashMap<>();
        Work asked = Objects.requireNonNull(work);
        data.put("work", asked.toString());
        try (Downloads downloads = new Downloads(console, System::nanoTime)) {
            data.putAll(downloads.during(() -> asked.run(Objects.requireNonNull(folder), model)));
        }
        data.put("peak_mib", peak());
        if (json) {
            Envelope.print(console, "bench", data);
        } else {
            data.forEach((name, value) -> console.out.println(name + ": " + value));
        }
        return ExitCode.DONE.number;
    }

    /** By the names that people type, which may have a dash. */
    static final class NamedWork implements ITypeConverter<Work> {
        @Override
        public Work convert(String name) {
            for (Work work : Work.values()) {
                if (work.toString().equals(name)) {
                    return work;
                }
            }
            throw new TypeConversionException(
                    "expected one of %s but was '%s'".formatted(List.of(Work.values()), name));
        }
    }

    private static long peak() throws IOException {
        return Stopwatch.peakMib();
    }
}
