package dev.podium.cli;

import dev.podium.LimitReachedException;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Reranker;
import dev.podium.Run;
import dev.podium.ask.Trace;
import dev.podium.file.TrecRun;
import dev.podium.model.Model;
import dev.podium.model.Tally;
import dev.podium.model.Together;
import dev.podium.model.wrap.Budget;
import dev.podium.read.UnreadableAnswerException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.LongAdder;
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

    /** Notes that are read out; a run of a thousand queries may have as many. */
    private static final int MOST_NOTES = 3;

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
            description =
                    "torch:FOLDER, onnx:FOLDER, remote:URL, a folder, or default: the model that comes with Podium. Two for a method that needs two.")
    private List<String> models = List.of("default");

    @Option(names = "--max-calls", paramLabel = "N", description = "Prompts, texts and pairs a model is shown at most.")
    private @Nullable Long maxCalls;

    @Option(
            names = "--max-tokens",
            paramLabel = "N",
            description = "Tokens read and written at most; overdrawn by a call.")
    private @Nullable Long maxTokens;

    @Option(names = "--max-millis", paramLabel = "N", description = "Milliseconds at most; overdrawn by a call.")
    private @Nullable Long maxMillis;

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
    private boolean shallow;

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

    /** The models as one, within the budget where there is one. */
    private Model open() {
        List<Model> opened = new ArrayList<>();
        try {
            models.forEach(reference -> opened.add(Downloads.open(reference, console)));
        } catch (RuntimeException e) {
            opened.forEach(Model::close);
            throw e;
        }
        Model together = Together.of(opened.toArray(Model[]::new));
        return maxCalls == null && maxTokens == null && maxMillis == null
                ? together
                : new Budget(most(maxCalls), most(maxTokens), most(maxMillis)).around(together);
    }

    /**
     * The method over as many of the head as its share of the calls allows; shares are equal, so that no query goes without.
     *
     * @param whole the method where there is no such budget
     */
    private Reranker within(Reranker whole, Chosen chosen, int wanted, int queries) {
        if (maxCalls == null) {
            return whole;
        }
        int fits = chosen.depthWithin(maxCalls / queries, wanted);
        if (fits < wanted && !shallow) {
            shallow = true;
            console.warn("The budget of %d calls reaches the best %d of %d candidates%s; the rest stays below."
                    .formatted(
                            maxCalls, fits, wanted, queries == 1 ? "" : " of each of %d queries".formatted(queries)));
        }
        return fits == 0 ? Reranker.identity() : whole.onTop(fits);
    }

    private static long most(@Nullable Long given) {
        return given == null ? Long.MAX_VALUE : given;
    }

    private int documents(String text, String name) throws IOException {
        try (Documents read = Documents.read(name, console);
                Model opened = open()) {
            Ranking given = Ranking.inOrder(Query.of(text), read.candidates());
            Chosen chosen = Chosen.of(method, opened, settings);
            if (dryRun) {
                return estimate(chosen, List.of(given));
            }
            Outcome outcome;
            try (TraceFile steps = TraceFile.of(trace)) {
                Reranker reranker = within(chosen.reranker(), chosen, given.size(), 1);
                outcome = steps.watching(() -> Outcome.of(reranker, given, new Tally()));
            }
            Ranking best = top == null ? outcome.ranking() : outcome.ranking().top(top);
            warn(outcome.tally());
            if (outcome.exit() == ExitCode.PARTIAL) {
                console.warn(outcome.stopped());
            }
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
                data.put("usage", usage(outcome.tally(), outcome.rounds(), outcome.millis()));
                Envelope.print(console, "rerank", data);
            } else {
                RankedDocuments.print(best, console.out);
                console.err.printf(
                        "%d documents by %s with %s in %d ms%n",
                        given.size(), chosen.method().name(), opened.name(), outcome.millis());
            }
            return (shallow ? ExitCode.PARTIAL : outcome.exit()).number;
        }
    }

    private int run(Path in, Path queryFile, Path corpusPath) throws IOException {
        if (output == null && !dryRun) {
            throw new IllegalArgumentException("Reranking a run needs --output OUT.trec.");
        }
        try (Loading loaded = Loading.of(in, queryFile, corpusPath);
                Model opened = open()) {
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
        Reranker whole = chosen.reranker().onTop(depth);
        int queries = first.rankings().size();
        Tally tally = new Tally();
        ExitCode exit = ExitCode.DONE;
        String stopped = "";
        int partial = 0;
        long rounds = 0;
        long start = System.nanoTime();
        List<Ranking> best = new ArrayList<>();
        try (TraceFile steps = TraceFile.of(trace);
                Progress progress =
                        Progress.of(console, "reranking", first.rankings().size())) {
            for (Ranking ranking : first.rankings().values()) {
                Reranker reranker = within(whole, chosen, Math.min(depth, ranking.size()), queries);
                Outcome outcome = steps.watching(() -> Outcome.of(reranker, ranking, tally));
                if (outcome.exit() == ExitCode.PARTIAL) {
                    exit = ExitCode.PARTIAL;
                    partial++;
                    stopped = stopped.isEmpty() ? outcome.stopped() : stopped;
                }
                rounds = Math.max(rounds, outcome.rounds());
                best.add(top == null ? outcome.ranking() : outcome.ranking().top(top));
                progress.step(1);
            }
        }
        long millis = (System.nanoTime() - start) / 1_000_000;
        TrecRun.write(Run.of(chosen.method().name(), best), out);
        warn(tally);
        if (!stopped.isEmpty()) {
            console.warn("%d of %d queries came back as far as they had come; the first: %s"
                    .formatted(partial, best.size(), stopped));
        }
        if (json) {
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("queries", best.size());
            data.put("output", out.toString());
            data.put("method", chosen.method().name());
            data.put("model", opened.name());
            data.put("usage", usage(tally, rounds, millis));
            Envelope.print(console, "rerank", data);
        } else {
            console.out.printf(
                    "%d queries by %s with %s in %.1f s: %s%n",
                    best.size(), chosen.method().name(), opened.name(), millis / 1000.0, out);
        }
        return (shallow ? ExitCode.PARTIAL : exit).number;
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

    private void warn(Tally tally) {
        if (!tally.malformed().isEmpty()) {
            console.warn("Answers were not as asked for: %s.".formatted(tally.malformed()));
        }
        List<String> notes = tally.notes();
        notes.stream().limit(MOST_NOTES).forEach(note -> console.warn(note + "."));
        if (notes.size() > MOST_NOTES) {
            console.warn("... and %d more of the kind; --json has all.".formatted(notes.size() - MOST_NOTES));
        }
        List<Tally.Truncation> cut = tally.truncated();
        if (!cut.isEmpty()) {
            Tally.Truncation sample = cut.getFirst();
            console.warn("%d document(s) were longer than the model reads; \"%s\" has %d tokens, %d were read."
                    .formatted(cut.size(), sample.id(), sample.tokens(), sample.tokensUsed()));
        }
    }

    private static Map<String, Object> usage(Tally tally, long rounds, long millis) {
        Tally.Counts counts = tally.counts();
        Map<String, Object> usage = new LinkedHashMap<>();
        usage.put("calls", counts.texts());
        usage.put("requests", counts.calls());
        usage.put("rounds", rounds);
        usage.put("tokens", counts.promptTokens() + counts.completionTokens());
        usage.put("prompt_tokens", counts.promptTokens());
        usage.put("completion_tokens", counts.completionTokens());
        usage.put("prefix_tokens", counts.sharedTokens());
        usage.put("malformed", tally.malformed());
        usage.put("truncated", tally.truncated().size());
        usage.put("notes", tally.notes());
        usage.put("millis", millis);
        return usage;
    }

    /** A reranking that came to an end: whole, or as far as a limit or an unreadable answer let it come. */
    record Outcome(Ranking ranking, ExitCode exit, String stopped, Tally tally, long rounds, long millis) {
        static Outcome of(Reranker reranker, Ranking given, Tally tally) {
            long start = System.nanoTime();
            LongAdder rounds = new LongAdder();
            Ranking best;
            ExitCode exit = ExitCode.DONE;
            String stopped = "";
            try {
                best = Trace.counting(rounds, () -> tally.during(() -> reranker.rerank(given)));
            } catch (LimitReachedException e) {
                best = Objects.requireNonNullElse(e.best(), given);
                exit = ExitCode.PARTIAL;
                stopped = String.valueOf(e.getMessage())
                        + (e.settled() == 0 ? "" : "\nRanks 1 to %d are final.".formatted(e.settled()));
            } catch (UnreadableAnswerException e) {
                best = given;
                exit = ExitCode.PARTIAL;
                stopped = String.valueOf(e.getMessage());
            }
            return new Outcome(best, exit, stopped, tally, rounds.sum(), (System.nanoTime() - start) / 1_000_000);
        }
    }
}
