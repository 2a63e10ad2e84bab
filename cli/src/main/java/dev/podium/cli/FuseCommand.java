package dev.podium.cli;

import dev.podium.Fusion;
import dev.podium.Ranking;
import dev.podium.Run;
import dev.podium.file.TrecRun;
import dev.podium.fuse.Rrf;
import dev.podium.fuse.ZScoreSum;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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
            description = "rrf (ranks) or zscore (scores). Default: ${DEFAULT-VALUE}.")
    private String method = "rrf";

    @Option(names = "--k", paramLabel = "K", defaultValue = "60", description = "Of rrf. Default: ${DEFAULT-VALUE}.")
    private int k = 60;

    @Option(
            names = "--weights",
            paramLabel = "W,W",
            split = ",",
            description = "Of zscore, one a run. Default: 1 each.")
    private List<Double> weights = new ArrayList<>();

    @Option(names = "--run", required = true, paramLabel = "RUN", description = "A TREC run; at least twice.")
    private List<Path> runs = new ArrayList<>();

    @Option(names = "--output", required = true, paramLabel = "OUT", description = "Where the fused run goes.")
    private @Nullable Path output;

    @Option(names = "--json", description = "Print one JSON envelope.")
    private boolean json;

    private final Console console;

    FuseCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (runs.size() < 2) {
            throw new IllegalArgumentException("Fuse needs --run at least twice, not %d times.".formatted(runs.size()));
        }
        Fusion fusion = fusion();
        List<Run> read = runs.stream().map(TrecRun::read).toList();
        Set<String> queries = new LinkedHashSet<>();
        read.forEach(run -> queries.addAll(run.rankings().keySet()));
        List<Ranking> fused = new ArrayList<>();
        int alone = 0;
        for (String query : queries) {
            List<Ranking> lists = new ArrayList<>();
            Ranking some = null;
            for (Run run : read) {
                Ranking ranking = run.rankings().get(query);
                some = ranking == null ? some : ranking;
            }
            for (Run run : read) {
                Ranking ranking = run.rankings().get(query);
                lists.add(ranking == null ? Objects.requireNonNull(some).top(0) : ranking);
            }
            alone += lists.stream().anyMatch(Ranking::isEmpty) ? 1 : 0;
            fused.add(fusion.fuse(lists));
        }
        if (alone > 0) {
            console.warn("%d of %d queries are not in every run.".formatted(alone, queries.size()));
        }
        TrecRun.write(Run.of(method, fused), Objects.requireNonNull(output));
        if (json) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("method", fusion.toString());
            data.put("queries", fused.size());
            data.put("output", String.valueOf(output));
            Envelope.print(console, "fuse", data);
        } else {
            console.out.printf("%d queries by %s: %s%n", fused.size(), fusion, output);
        }
        return ExitCode.DONE.number;
    }

    private Fusion fusion() {
        return switch (method) {
            case "rrf" -> new Rrf(k);
            case "zscore" ->
                new ZScoreSum(weights.isEmpty() ? runs.stream().map(_ -> 1.0).toList() : weights);
            default ->
                throw new IllegalArgumentException(
                        "There is no fusion \"%s\".\nMaybe one of: rrf, zscore.".formatted(method));
        };
    }
}
