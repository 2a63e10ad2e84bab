package dev.podium.cli;

import dev.podium.Fusion;
import dev.podium.Run;
import dev.podium.file.QrelsFile;
import dev.podium.file.TrecRun;
import dev.podium.fuse.Fusions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes one run of several. */
@Command(name = "fuse", description = "Fuse runs into one.", sortOptions = false, mixinStandardHelpOptions = true)
final class FuseCommand implements Callable<Integer> {

    @Option(
            names = "--method",
            paramLabel = "M",
            defaultValue = "rrf",
            description =
                    "A fusion by its usual name, such as rrf, combmnz, \"rrf(k=10)\", \"wsum(weights=[0.7, 0.3])\";"
                            + " --list names them all. Default: ${DEFAULT-VALUE}.")
    private String method = "rrf";

    @Option(names = "--k", paramLabel = "K", description = "Of rrf. Default: 60.")
    private @Nullable Integer k;

    @Option(names = "--weights", paramLabel = "W,W", split = ",", description = "One a run, of a method that weighs.")
    private List<Double> weights = new ArrayList<>();

    @Option(names = "--norm", paramLabel = "N", description = "How scores are made comparable first, such as min-max.")
    private @Nullable String norm;

    @Option(
            names = "--qrels",
            paramLabel = "FILE",
            description = "Judgments that a method which learns is trained on, with the same runs.")
    private @Nullable Path qrels;

    @Option(names = "--list", description = "Name the methods and the normalisations, and stop.")
    private boolean list;

    @Option(names = "--run", paramLabel = "RUN", description = "A TREC run; at least twice.")
    private List<Path> runs = new ArrayList<>();

    @Option(names = "--output", paramLabel = "OUT", description = "Where the fused run goes.")
    private @Nullable Path output;

    @Option(names = "--json", description = "Print one JSON envelope.")
    private boolean json;

    private final Console console;

    FuseCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (list) {
            console.out.println("methods: " + String.join(", ", Fusions.names()));
            console.out.println("normalisations: " + String.join(", ", Fusions.norms()));
            return ExitCode.DONE.number;
        }
        if (runs.size() < 2) {
            throw new IllegalArgumentException("Fuse needs --run at least twice, not %d times.".formatted(runs.size()));
        }
        if (output == null) {
            throw new IllegalArgumentException("Fuse needs --output OUT: where the fused run goes.");
        }
        // An unknown name is told before a long run is read.
        Fusion fusion = qrels == null ? Fusions.parse(asked()) : null;
        List<Run> read = runs.stream().map(TrecRun::read).toList();
        if (fusion == null) {
            fusion = Fusions.fit(asked(), read, QrelsFile.read(Objects.requireNonNull(qrels)));
        }
        Run fused = Fusions.fuse(fusion, tag(), read);
        long alone = fused.rankings().keySet().stream()
                .filter(query -> !read.stream().allMatch(run -> run.rankings().containsKey(query)))
                .count();
        if (alone > 0) {
            console.warn("%d of %d queries are not in every run."
                    .formatted(alone, fused.rankings().size()));
        }
        TrecRun.write(fused, output);
        if (json) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("method", fusion.toString());
            data.put("queries", fused.rankings().size());
            data.put("output", String.valueOf(output));
            Envelope.print(console, "fuse", data);
        } else {
            console.out.printf("%d queries by %s: %s%n", fused.rankings().size(), fusion, output);
        }
        return ExitCode.DONE.number;
    }

    /** The name with the parameters that were given as options. */
    private String asked() {
        List<String> given = new ArrayList<>();
        if (k != null) {
            given.add("k=" + k);
        }
        if (!weights.isEmpty()) {
            given.add("weights=" + weights);
        } else if (method.equals("zscore")) {
            given.add("weights=" + Collections.nCopies(runs.size(), 1.0));
        }
        if (norm != null) {
            given.add("norm=" + norm);
        }
        if (given.isEmpty()) {
            return method;
        }
        if (method.contains("(")) {
            throw new IllegalArgumentException(
                    "The method \"%s\" has its parameters in brackets; \"%s\" would come on top.\nMaybe give all of them in brackets."
                            .formatted(method, String.join(", ", given)));
        }
        return "%s(%s)".formatted(method, String.join(", ", given));
    }

    /** The method without its parameters: a tag of a TREC run has no blanks. */
    private String tag() {
        int end = method.indexOf('(');
        return end < 0 ? method : method.substring(0, end);
    }
}
