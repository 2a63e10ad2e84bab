package dev.podium.cli;

import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Run;
import dev.podium.file.QueryFile;
import dev.podium.file.TrecRun;
import dev.podium.retrieve.Bm25;
import dev.podium.retrieve.Bm25Index;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Searches a BM25 index. */
@Command(
        name = "search",
        description = "Search an index by BM25, for one query or many.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class SearchCommand implements Callable<Integer> {

    private static final int SHOWN = 10;
    private static final int WRITTEN = 1000;

    @Option(names = "--index", required = true, paramLabel = "DIR", description = "Made by podium index.")
    private @Nullable Path index;

    @Option(names = "--query", paramLabel = "TEXT", description = "One query.")
    private @Nullable String query;

    @Option(names = "--queries", paramLabel = "FILE", description = "Many: BEIR queries.jsonl, TSV or TREC topics.")
    private @Nullable Path queries;

    @Option(
            names = "--top",
            paramLabel = "N",
            description = "Hits a query. Default: 10 where they are shown, 1000 where a run is written.")
    private @Nullable Integer top;

    @Option(names = "--output", paramLabel = "RUN", description = "Write a TREC run instead of showing hits.")
    private @Nullable Path output;

    @Option(names = "--json", description = "Print one JSON envelope.")
    private boolean json;

    private final Console console;

    SearchCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        Quiet.lucene();
        if ((query == null) == (queries == null)) {
            throw new IllegalArgumentException("Search needs either --query or --queries.");
        }
        int depth = top != null ? top : output == null ? SHOWN : WRITTEN;
        if (depth < 1) {
            throw new IllegalArgumentException("The option --top (%d) must be at least 1.".formatted(depth));
        }
        List<Query> asked = query != null ? List.of(Query.of(query)) : QueryFile.read(Objects.requireNonNull(queries));
        long start = System.nanoTime();
        try (Bm25 all = Bm25Index.open(Objects.requireNonNull(index))) {
            Bm25 bm25 = output == null ? all.top(depth) : all.top(depth).idsOnly();
            List<Ranking> rankings = new ArrayList<>();
            try (Progress progress = Progress.of(console, "searching", asked.size())) {
                for (Query one : asked) {
                    rankings.add(bm25.retrieve(one));
                    progress.step(1);
                }
            }
            tell(rankings, bm25, (System.nanoTime() - start) / 1_000_000);
        }
        return ExitCode.DONE.number;
    }

    private void tell(List<Ranking> rankings, Bm25 bm25, long millis) throws IOException {
        long empty = rankings.stream().filter(Ranking::isEmpty).count();
        if (empty > 0) {
            console.warn("%d of %d queries found nothing.".formatted(empty, rankings.size()));
        }
        if (output != null) {
            TrecRun.write(Run.of("bm25", rankings), output);
        }
        if (json) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("queries", rankings.size());
            data.put("retriever", bm25.toString());
            data.put("millis", millis);
            if (output != null) {
                data.put("output", output.toString());
            } else {
                data.put(
                        "results", rankings.stream().map(SearchCommand::results).toList());
            }
            Envelope.print(console, "search", data);
        } else if (output != null) {
            console.out.printf("%d queries by %s in %.1f s: %s%n", rankings.size(), bm25, millis / 1000.0, output);
        } else {
            for (Ranking ranking : rankings) {
                if (rankings.size() > 1) {
                    console.out.println(ranking.query().id());
                }
                RankedDocuments.print(ranking, console.out);
            }
        }
    }

    private static Map<String, Object> results(Ranking ranking) {
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("query", ranking.query().id());
        one.put("hits", new RankedDocuments(ranking));
        return one;
    }
}
