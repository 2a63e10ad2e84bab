package dev.podium.cli;

import dev.podium.Qrels;
import dev.podium.Query;
import dev.podium.Retriever;
import dev.podium.eval.Experiment;
import dev.podium.eval.Report;
import dev.podium.eval.Scored;
import dev.podium.file.BadDataException;
import dev.podium.file.Corpus;
import dev.podium.file.QrelsFile;
import dev.podium.file.QueryFile;
import dev.podium.metric.Metric;
import dev.podium.metric.Metrics;
import dev.podium.model.Model;
import dev.podium.model.Models;
import dev.podium.retrieve.Bm25;
import dev.podium.retrieve.Bm25Index;
import dev.podium.retrieve.Bm25Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The main job, on the collection that comes along: retrieve, rerank, evaluate. */
@Command(
        name = "quickstart",
        description = "Search the bundled collection, rerank with the default model, evaluate, print the table.",
        mixinStandardHelpOptions = true)
final class QuickstartCommand implements Callable<Integer> {

    private static final int DEPTH = 100;
    private static final String METRICS = "nDCG@10,RR@10,AP@100,R@10";

    @Option(names = "--data", paramLabel = "DIR", description = "A BEIR folder. Default: the bundled scifact-mini.")
    private Path data = home().resolve("data").resolve("scifact-mini");

    @Option(names = "--json", description = "Print one JSON envelope.")
    private boolean json;

    private final Console console;

    QuickstartCommand(Console console) {
        this.console = console;
    }

    private static Path home() {
        return Path.of(System.getProperty("podium.home", "."));
    }

    @Override
    public Integer call() {
        Quiet.lucene();
        if (!Files.isDirectory(data)) {
            throw new BadDataException(
                    data, 0, "", "The bundled collection is not there.", "Run ./podium from its own folder.");
        }
        List<Query> queries = QueryFile.read(file("queries.jsonl"));
        Qrels qrels = QrelsFile.read(file("qrels/test.tsv"));
        List<Metric> metrics = Metrics.parseAll(METRICS);
        try (Corpus corpus = Corpus.open(data);
                Bm25 bm25 = Bm25Index.inMemory(corpus, Bm25Settings.ANSERINI);
                Model model = Models.open("default")) {
            Chosen chosen = Chosen.of(null, model, Map.of());
            Retriever first = bm25.top(DEPTH).named("bm25");
            Retriever reranked = first.then(chosen.reranker())
                    .named("bm25 >> " + chosen.method().name());
            Report report;
            try (Progress progress = Progress.of(console, "reranking", queries.size())) {
                report = Experiment.of(queries, qrels)
                        .compare(first, reranked)
                        .by(metrics.toArray(Metric[]::new))
                        .telling(step -> progress.reach(step.done()))
                        .against(first);
            }
            if (json) {
                Envelope.print(console, "quickstart", data(report, model));
            } else {
                print(report, bm25.size(), queries.size(), model);
            }
        }
        return ExitCode.DONE.number;
    }

    private Path file(String name) {
        Path plain = data.resolve(name);
        return Files.exists(plain) ? plain : data.resolve(name + ".gz");
    }

    private void print(Report report, int documents, int queries, Model model) {
        console.out.printf(
                "%s: %d documents, %d queries; BM25 top %d, reranked by %s%n%n",
                data.getFileName(), documents, queries, DEPTH, model.name());
        List<String> head = new ArrayList<>(List.of("system"));
        head.addAll(report.metrics());
        head.add("ms a query");
        Table table = Table.of(head.toArray(String[]::new));
        for (Scored system : report.systems()) {
            List<Object> row = new ArrayList<>(List.of(system.name()));
            report.metrics().forEach(metric -> row.add(system.by(metric).mean()));
            row.add(
                    system.timing() == null
                            ? "-"
                            : String.format(Locale.ROOT, "%.1f", system.timing().median() / 1e6));
            table.row(row.toArray());
        }
        table.print(console.out);
        console.out.println();
        Differences.print(report, report.metrics().getFirst(), console.out);
        console.out.println("Next: ./podium rerank --query \"...\" --docs your.jsonl, or see README.md");
    }

    private static Map<String, Object> data(Report report, Model model) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("model", model.name());
        List<Map<String, Object>> runs = new ArrayList<>();
        for (Scored system : report.systems()) {
            Map<String, Double> values = new LinkedHashMap<>();
            report.metrics()
                    .forEach(metric -> values.put(metric, system.by(metric).mean()));
            runs.add(Map.of("name", system.name(), "metrics", values));
        }
        data.put("runs", runs);
        data.put("comparisons", Differences.data(report));
        return data;
    }
}
