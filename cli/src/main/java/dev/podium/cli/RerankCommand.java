package dev.podium.cli;

import dev.podium.LimitReachedException;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Reranker;
import dev.podium.Run;
import dev.podium.file.TrecRun;
import dev.podium.model.Model;
import dev.podium.model.Tally;
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

/** Reranks the documents of one query, or a whole run. */
@Command(
        name = "rerank",
        description = "Reorder documents for a query, or a whole run for its queries.",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "Examples:",
            "  podium rerank --query \"what is tea\" --docs docs.jsonl --top 10",
            "  cat lines.txt | podium rerank --query \"what is tea\" --docs - --json",
            "  podium rerank --run bm25.trec --queries queries.jsonl --corpus corpus.jsonl --output best.trec"
        })
final class RerankCommand implements Callable<Integer> {

    @Option(names = "--query", paramLabel = "TEXT", description = "The query, with --docs.")
    private @Nullable String query;

    @Option(
            names = "--docs",
            paramLabel = "FILE|-",
            description = "JSON lines (id or _id, text, optional title, others kept), or one plain document a line.")
    private @Nullable String docs;

    @Option(names = "--run", paramLabel = "IN.trec", description = "A run to rerank, with --queries and --corpus.")
    private @Nullable Path run;

    @Option(names = "--queries", paramLabel = "FILE", description = "BEIR queries.jsonl, TSV or TREC topics.")
    private @Nullable Path queries;

    @Option(names = "--corpus", paramLabel = "PATH", description = "BEIR folder or corpus.jsonl, TSV, folder of texts.")
    private @Nullable Path corpus;

    @Option(names = "--method", paramLabel = "M", description = "See: podium methods. Default: what the model is for.")
    private @Nullable String method;

    @Option(
            names = "--model",
            paramLabel = "REF",
            defaultValue = "default",
            description = "onnx:FOLDER, a folder, or default: the model that comes with Podium.")
    private String model = "default";

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "A setting of the method; repeatable.")
    private Map<String, String> settings = new LinkedHashMap<>();

    @Option(names = "--top", paramLabel = "N", description = "Return the best N only.")
    private @Nullable Integer top;

    @Option(
            names = "--depth",
            paramLabel = "N",
            defaultValue = "100",
            description =
                    "Rerank the best N of each ranking of a run; the rest stays below. Default: ${DEFAULT-VALUE}.")
    private int depth = 100;

    @Option(names = "--output", paramLabel = "OUT.trec", description = "Where the reranked run goes.")
    private @Nullable Path output;

    @Option(names = "--trace", paramLabel = "FILE.jsonl", description = "Write every question and answer, a line each.")
    private @Nullable Path trace;

    @Option(names = "--dry-run", description = "Say what it would cost, and stop.")
    private boolean dryRun;

    @Option(names = "--json", description = "Print one JSON envelope.")
    private boolean json;

    private final Console console;

    RerankCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        boolean one = query != null || docs != null;
        boolean many = run != null || queries != null || corpus != null;
        if (one == many
                || (one && (query == null || docs == null))
                || (many && (run == null || queries == null || corpus == null))) {
            throw new IllegalArgumentException(
                    "Rerank needs either --query and --docs, or --run, --queries and --corpus.\nMaybe: podium rerank --query \"what is tea\" --docs docs.jsonl");
        }
        if (top != null && top < 1) {
            throw new IllegalArgumentException("The option --top (%d) must be at least 1.".formatted(top));
        }
        return one
                ? documents(Objects.requireNonNull(query), Objects.requireNonNull(docs))
                : run(Objects.requireNonNull(run), Objects.requireNonNull(queries), Objects.requireNonNull(corpus));
    }

    private int documents(String text, String name) throws IOException {
        try (Documents read = Documents.read(name, console);
                Model opened = Downloads.open(model, console)) {
            Ranking given = Ranking.inOrder(Query.of(text), read.candidates());
            Chosen chosen = Chosen.of(method, opened, settings);
            if (dryRun) {
                return estimate(chosen, List.of(given));
            }
            Outcome outcome;
            try (TraceFile steps = TraceFile.of(trace)) {
                outcome = steps.watching(() -> Outcome.of(chosen.reranker(), given, new Tally()));
            }
            Ranking best = top == null ? outcome.ranking() : outcome.ranking().top(top);
            warnOfTruncation(outcome.tally());
            if (json) {
                if (!read.clashes().isEmpty()) {
                    console.warn(
                            "The documents have fields of their own that a result has too: %s. They stand in its \"given\"."
                                    .formatted(String.join(", ", read.clashes())));
                }
                Map<String, Object> data = new LinkedHashMap<>();
                data.put("results", new RankedDocuments(best));
                data.put("method", chosen.method().name());
                data.put("model", opened.name());
                data.put("usage", usage(outcome.tally(), outcome.millis()));
                Envelope.print(console, "rerank", data);
            } else {
                RankedDocuments.print(best, console.out);
                console.err.printf(
                        "%d documents by %s with %s in %d ms%n",
                        given.size(), chosen.method().name(), opened.name(), outcome.millis());
            }
            return outcome.exit().number;
        }
    }

    private int run(Path in, Path queryFile, Path corpusPath) throws IOException {
        if (output == null && !dryRun) {
            throw new IllegalArgumentException("Reranking a run needs --output OUT.trec.");
        }
        try (Loading loaded = Loading.of(in, queryFile, corpusPath);
                Model opened = Downloads.open(model, console)) {
            Run first = loaded.run();
            Chosen chosen = Chosen.of(method, opened, settings);
            if (dryRun) {
                return estimate(
                        chosen,
                        first.rankings().values().stream()
                                .map(ranking -> ranking.top(depth))
                                .toList());
            }
            if (top != null && depth <= top) {
                console.warn("The depth (%d) is not above --top (%d): no document can be lifted in from below."
                        .formatted(depth, top));
            }
            return rerank(first, chosen, opened, Objects.requireNonNull(output));
        }
    }

    private int rerank(Run first, Chosen chosen, Model opened, Path out) throws IOException {
        Reranker reranker = chosen.reranker().onTop(depth);
        Tally tally = new Tally();
        ExitCode exit = ExitCode.DONE;
        long start = System.nanoTime();
        List<Ranking> best = new ArrayList<>();
        try (TraceFile steps = TraceFile.of(trace);
                Progress progress =
                        Progress.of(console, "reranking", first.rankings().size())) {
            for (Ranking ranking : first.rankings().values()) {
                Outcome outcome = steps.watching(() -> Outcome.of(reranker, ranking, tally));
                exit = outcome.exit() == ExitCode.DONE ? exit : outcome.exit();
                best.add(top == null ? outcome.ranking() : outcome.ranking().top(top));
                progress.step(1);
            }
        }
        long millis = (System.nanoTime() - start) / 1_000_000;
        TrecRun.write(Run.of(chosen.method().name(), best), out);
        warnOfTruncation(tally);
        if (json) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("queries", best.size());
            data.put("output", out.toString());
            data.put("method", chosen.method().name());
            data.put("model", opened.name());
            data.put("usage", usage(tally, millis));
            Envelope.print(console, "rerank", data);
        } else {
            console.out.printf(
                    "%d queries by %s with %s in %.1f s: %s%n",
                    best.size(), chosen.method().name(), opened.name(), millis / 1000.0, out);
        }
        return exit.number;
    }

    private int estimate(Chosen chosen, List<Ranking> rankings) {
        Map<String, Object> cost = chosen.estimate(rankings);
        if (json) {
            Envelope.print(console, "rerank", cost);
        } else {
            cost.forEach((name, value) -> console.out.println(name + ": " + value));
        }
        return ExitCode.DONE.number;
    }

    private void warnOfTruncation(Tally tally) {
        List<Tally.Truncation> cut = tally.truncated();
        if (!cut.isEmpty()) {
            Tally.Truncation sample = cut.getFirst();
            console.warn("%d document(s) were longer than the model reads; \"%s\" has %d tokens, %d were read."
                    .formatted(cut.size(), sample.id(), sample.tokens(), sample.tokensUsed()));
        }
    }

    private static Map<String, Object> usage(Tally tally, long millis) {
        Tally.Counts counts = tally.counts();
        Map<String, Object> usage = new LinkedHashMap<>();
        usage.put("calls", counts.calls());
        usage.put("texts", counts.texts());
        usage.put("tokens", counts.promptTokens() + counts.completionTokens());
        usage.put("truncated", tally.truncated().size());
        usage.put("millis", millis);
        return usage;
    }

    /** A reranking that came to an end: whole, or as far as a limit let it come. */
    record Outcome(Ranking ranking, ExitCode exit, Tally tally, long millis) {
        static Outcome of(Reranker reranker, Ranking given, Tally tally) {
            long start = System.nanoTime();
            Ranking best;
            ExitCode exit = ExitCode.DONE;
            try {
                best = tally.during(() -> reranker.rerank(given));
            } catch (LimitReachedException e) {
                best = Objects.requireNonNullElse(e.best(), given);
                exit = ExitCode.PARTIAL;
            }
            return new Outcome(best, exit, tally, (System.nanoTime() - start) / 1_000_000);
        }
    }
}
