package dev.podium.cli;

import dev.podium.file.Corpus;
import dev.podium.retrieve.Bm25;
import dev.podium.retrieve.Bm25Index;
import dev.podium.retrieve.Bm25Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Builds a BM25 index. */
@Command(
        name = "index",
        description = "Index a corpus for BM25 search.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class IndexCommand implements Callable<Integer> {

    @Option(
            names = "--corpus",
            required = true,
            paramLabel = "PATH",
            description = "BEIR folder or corpus.jsonl, TSV (id, text), folder of texts; gzip or not.")
    private @Nullable Path corpus;

    @Option(names = "--index", required = true, paramLabel = "DIR", description = "Where the index goes.")
    private @Nullable Path index;

    @Option(names = "--k1", paramLabel = "X", defaultValue = "0.9", description = "Default: ${DEFAULT-VALUE}.")
    private double k1 = 0.9;

    @Option(names = "--b", paramLabel = "X", defaultValue = "0.4", description = "Default: ${DEFAULT-VALUE}.")
    private double b = 0.4;

    @Option(
            names = "--analyzer",
            paramLabel = "NAME",
            defaultValue = "english",
            description = "english, standard, whitespace, simple or a language. Default: ${DEFAULT-VALUE}.")
    private String analyzer = "english";

    @Option(names = "--json", description = "Print one JSON envelope.")
    private boolean json;

    private final Console console;

    IndexCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        Quiet.lucene();
        long start = System.nanoTime();
        Bm25Settings settings = new Bm25Settings(k1, b, analyzer);
        try (Corpus documents = Corpus.open(Objects.requireNonNull(corpus));
                Progress progress = Progress.of(console, "indexing", -1);
                Bm25 made = Bm25Index.build(documents, Objects.requireNonNull(index), settings, progress::reach)) {
            long millis = (System.nanoTime() - start) / 1_000_000;
            if (json) {
                Map<String, Object> data = new LinkedHashMap<>();
                data.put("documents", made.size());
                data.put("index", made.place());
                data.put("settings", settings);
                data.put("millis", millis);
                Envelope.print(console, "index", data);
            } else {
                console.out.printf(
                        "%d documents in %.1f s: %s (%s)%n", made.size(), millis / 1000.0, made.place(), made);
            }
        }
        return ExitCode.DONE.number;
    }
}
