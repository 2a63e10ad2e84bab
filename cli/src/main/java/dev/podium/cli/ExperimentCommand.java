package dev.podium.cli;

import dev.podium.Candidate;
import dev.podium.Qrels;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Reranker;
import dev.podium.Retriever;
import dev.podium.Run;
import dev.podium.eval.Correction;
import dev.podium.eval.Experiment;
import dev.podium.eval.Report;
import dev.podium.eval.Scored;
import dev.podium.eval.Settings;
import dev.podium.eval.Significance;
import dev.podium.file.BadDataException;
import dev.podium.file.Corpus;
import dev.podium.file.QrelsFile;
import dev.podium.file.QueryFile;
import dev.podium.file.TrecRun;
import dev.podium.metric.Metric;
import dev.podium.metric.Metrics;
import dev.podium.model.Embedding;
import dev.podium.model.Model;
import dev.podium.report.HtmlPage;
import dev.podium.report.LatexTable;
import dev.podium.report.MarkdownTable;
import dev.podium.report.TextTable;
import dev.podium.retrieve.Bm25;
import dev.podium.retrieve.Bm25Index;
import dev.podium.retrieve.Bm25Settings;
import dev.podium.retrieve.DenseSearch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs systems side by side and writes the report. */
@Command(
        name = "experiment",
        description = "Run systems side by side from a YAML or properties file; write an HTML report.",
        sortOptions = false,
        mixinStandardHelpOptions = true)
final class ExperimentCommand implements Callable<Integer> {

    private static final int DEPTH = 100;

    @Parameters(paramLabel = "FILE.yaml", description = "See docs/cli.md.")
    private @Nullable Path file;

    @Option(names = "--report", required = true, paramLabel = "DIR", description = "Where the report and runs go.")
    private @Nullable Path report;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where files lie that are not beside the experiment's own.")
    private @Nullable Path data;

    @Option(names = "--json", description = "Print one JSON envelope.")
    private boolean json;

    private final Console console;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final Map<Bm25Settings, Bm25> indexes = new LinkedHashMap<>();

    ExperimentCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        Quiet.lucene();
        Path path = Objects.requireNonNull(file);
        ExperimentFile asked = ExperimentFile.read(path);
        SequencedMap<String, ExperimentFile.Part> systems = asked.systems();
        if (systems == null || systems.isEmpty() || asked.qrels() == null) {
            throw new BadDataException(path, 0, "", "An experiment needs qrels and systems.", "See docs/cli.md.");
        }
        try {
            Report result = run(path, asked, systems);
            write(result, Objects.requireNonNull(report));
            tell(result, Objects.requireNonNull(report));
            return (result.failures().isEmpty() ? ExitCode.DONE : ExitCode.PARTIAL).number;
        } finally {
            for (AutoCloseable each : opened.reversed()) {
                each.close();
            }
        }
    }

    private Report run(Path path, ExperimentFile asked, SequencedMap<String, ExperimentFile.Part> systems) {
        Qrels qrels = QrelsFile.read(beside(path, Objects.requireNonNull(asked.qrels())));
        List<Query> queries = asked.queries() == null ? List.of() : QueryFile.read(beside(path, asked.queries()));
        Experiment experiment = queries.isEmpty() ? Experiment.of(qrels) : Experiment.of(queries, qrels);
        Map<String, Retriever> made = new LinkedHashMap<>();
        for (Map.Entry<String, ExperimentFile.Part> system : systems.entrySet()) {
            ExperimentFile.Part part = system.getValue();
            if (part.run() != null) {
                String name = system.getKey();
                boolean reranked = systems.values().stream().anyMatch(other -> name.equals(other.first()));
                Run read = reranked ? withTexts(path, asked, part.run()) : TrecRun.read(beside(path, part.run()));
                experiment = experiment.compare(new Run(name, read.rankings()));
                if (reranked) {
                    made.put(name, query -> {
                        Ranking found = read.rankings().get(query.id());
                        return found == null ? Ranking.inOrder(query, List.of()) : found;
                    });
                }
            } else {
                Retriever retriever = retriever(path, asked, system.getKey(), part, made);
                made.put(system.getKey(), retriever);
                experiment = experiment.compare(retriever.named(system.getKey()));
            }
        }
        Settings settings = Settings.usual();
        settings = asked.test() == null ? settings : settings.test(Significance.named(asked.test()));
        settings = asked.correction() == null
                ? settings
                : settings.correction(Correction.valueOf(
                        asked.correction().toUpperCase(Locale.ROOT).replace('-', '_')));
        settings = asked.alpha() == null ? settings : settings.alpha(asked.alpha());
        List<String> metrics = asked.metrics() == null ? List.of("nDCG@10", "AP", "R@100") : asked.metrics();
        Metric[] measured = metrics.stream().map(Metrics::parse).toArray(Metric[]::new);
        try (Progress progress = Progress.of(console, "experiment", queries.isEmpty() ? -1 : queries.size())) {
            return experiment
                    .by(measured)
                    .with(settings)
                    .about(
                            "collection",
                            asked.name() == null ? path.getFileName().toString() : asked.name())
                    .telling(step -> progress.reach(step.done()))
                    .against(asked.baseline() == null ? systems.firstEntry().getKey() : asked.baseline());
        }
    }

    /** A run that another system reranks, which takes the texts of its documents. */
    private Run withTexts(Path path, ExperimentFile asked, String run) {
        if (asked.corpus() == null || asked.queries() == null) {
            throw new BadDataException(
                    path,
                    0,
                    "",
                    "To rerank the run \"%s\" takes texts.".formatted(run),
                    "Write: corpus: PATH, and queries: PATH.");
        }
        Loading loading = Loading.of(beside(path, run), beside(path, asked.queries()), beside(path, asked.corpus()));
        opened.add(loading);
        return loading.run();
    }

    private Retriever retriever(
            Path path, ExperimentFile asked, String name, ExperimentFile.Part part, Map<String, Retriever> made) {
        Retriever first;
        if (part.first() != null) {
            Retriever earlier = made.get(part.first());
            if (earlier == null) {
                throw new BadDataException(
                        path,
                        0,
                        "",
                        "The system \"%s\" begins with \"%s\", which is no earlier system that searches: %s."
                                .formatted(name, part.first(), made.keySet()),
                        "Maybe move it up, or correct the name.");
            }
            first = earlier;
        } else if ("bm25".equals(part.retrieve())) {
            first = bm25(path, asked, part);
        } else if ("dense".equals(part.retrieve())) {
            return dense(path, asked, part);
        } else {
            throw new BadDataException(
                    path,
                    0,
                    "",
                    "The system \"%s\" needs one of run, retrieve: bm25, retrieve: dense, or first.".formatted(name),
                    "See docs/cli.md.");
        }
        return part.method() == null && part.model() == null ? first : first.then(reranker(part));
    }

    private Bm25 bm25(Path path, ExperimentFile asked, ExperimentFile.Part part) {
        Path corpusPath = corpus(path, asked);
        Bm25Settings settings = new Bm25Settings(
                part.k1() == null ? Bm25Settings.ANSERINI.k1() : part.k1(),
                part.b() == null ? Bm25Settings.ANSERINI.b() : part.b(),
                part.analyzer() == null ? Bm25Settings.ANSERINI.analyzer() : part.analyzer());
        Bm25 index = indexes.computeIfAbsent(settings, wanted -> {
            try (Corpus corpus = Corpus.open(corpusPath)) {
                Bm25 built = Bm25Index.inMemory(corpus, wanted);
                opened.add(built);
                return built;
            }
        });
        return index.top(part.top() == null ? DEPTH : part.top());
    }

    private Path corpus(Path path, ExperimentFile asked) {
        if (asked.corpus() == null) {
            throw new BadDataException(path, 0, "", "A search needs a corpus.", "Write: corpus: PATH.");
        }
        return beside(path, asked.corpus());
    }

    /** By the vectors of its model; what reranks its hits is another system. */
    private Retriever dense(Path path, ExperimentFile asked, ExperimentFile.Part part) {
        List<Candidate> documents = new ArrayList<>();
        try (Corpus corpus = Corpus.open(corpus(path, asked))) {
            corpus.forEach(documents::add);
        }
        Embedding embedding = model(part).as(Embedding.class);
        try (Progress progress = Progress.of(console, "embedding", documents.size())) {
            return DenseSearch.over(documents, embedding, progress::reach).top(part.top() == null ? DEPTH : part.top());
        }
    }

    private Model model(ExperimentFile.Part part) {
        Model model = Downloads.open(part.model() == null ? "default" : part.model(), console);
        opened.add(model);
        return model;
    }

    private Reranker reranker(ExperimentFile.Part part) {
        Model model = model(part);
        Chosen chosen = Chosen.of(part.method(), model, part.settings() == null ? Map.of() : part.settings());
        return chosen.reranker().onTop(part.depth() == null ? DEPTH : part.depth());
    }

    private Path beside(Path file, String name) {
        Path own = file.toAbsolutePath().resolveSibling(name).normalize();
        return data == null || Files.exists(own) ? own : data.resolve(name);
    }

    private static void write(Report result, Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("report.html"), HtmlPage.of(result));
        Files.writeString(folder.resolve("report.md"), MarkdownTable.of(result));
        Files.writeString(folder.resolve("report.tex"), LatexTable.of(result));
        for (Scored system : result.systems()) {
            String name = system.name().replaceAll("[^A-Za-z0-9._+-]+", "_");
            TrecRun.write(new Run(name, system.run().rankings()), folder.resolve(name + ".trec"));
        }
    }

    private void tell(Report result, Path folder) {
        result.failures()
                .forEach(failure -> console.warn("%s failed on query \"%s\": %s"
                        .formatted(failure.system(), failure.queryId(), failure.message())));
        if (json) {
            List<Map<String, Object>> runs = new ArrayList<>();
            for (Scored system : result.systems()) {
                Map<String, Double> values = new LinkedHashMap<>();
                result.metrics()
                        .forEach(metric -> values.put(metric, system.by(metric).mean()));
                runs.add(Map.of("name", system.name(), "metrics", values));
            }
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("report", folder.resolve("report.html").toString());
            data.put("baseline", result.baseline());
            data.put("runs", runs);
            data.put("comparisons", Differences.data(result));
            Envelope.print(console, "experiment", data);
        } else {
            console.out.println(TextTable.of(result));
            console.out.println("Report: " + folder.resolve("report.html"));
        }
    }
}
