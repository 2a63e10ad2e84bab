package dev.podium.cli;

import dev.podium.Query;
import dev.podium.file.Corpus;
import dev.podium.file.QrelsFile;
import dev.podium.file.QueryFile;
import dev.podium.metric.Evaluation;
import dev.podium.metric.Metric;
import dev.podium.metric.Metrics;
import dev.podium.model.Embedding;
import dev.podium.model.LabelLogits;
import dev.podium.model.Model;
import dev.podium.model.Models;
import dev.podium.model.NextToken;
import dev.podium.model.PairScoring;
import dev.podium.model.Prompt;
import dev.podium.model.Prompt.Part;
import dev.podium.retrieve.Bm25;
import dev.podium.retrieve.Bm25Index;
import dev.podium.retrieve.Bm25Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The workloads that Podium and its peers are timed on; the constants are named as on the command line. */
enum Work {
    /** Twenty queries with fifty passages each, by a cross-encoder. */
    pairs {
        @Override
        Map<String, Object> run(Path folder, String reference) throws Exception {
            List<Asked> lists = lists(folder, "pairs-1000");
            return withModel(reference, 3, 1000, "pairs_per_s", model -> {
                PairScoring scoring = model.as(PairScoring.class);
                return () -> {
                    for (Asked list : lists) {
                        scoring.score(list.query(), list.texts());
                    }
                    return lists.size();
                };
            });
        }
    },
    /** One query with a hundred passages: latency. */
    list {
        @Override
        Map<String, Object> run(Path folder, String reference) throws Exception {
            List<Asked> lists = lists(folder, "pairs-1000");
            List<String> hundred = new ArrayList<>(lists.get(0).texts());
            hundred.addAll(lists.get(1).texts());
            return withModel(reference, 7, hundred.size(), "pairs_per_s", model -> {
                if (model.capabilities().contains(PairScoring.class)) {
                    PairScoring scoring = model.as(PairScoring.class);
                    return () -> scoring.score(lists.get(0).query(), hundred);
                }
                Embedding embedding = model.as(Embedding.class);
                return () -> {
                    embedding.embed(List.of(lists.get(0).query()), Embedding.Role.QUERY);
                    return embedding.embed(hundred, Embedding.Role.PASSAGE);
                };
            });
        }
    },
    /** A thousand passages by a bi-encoder. */
    embed {
        @Override
        Map<String, Object> run(Path folder, String reference) throws Exception {
            List<String> texts = lists(folder, "pairs-1000").stream()
                    .flatMap(list -> list.texts().stream())
                    .toList();
            return withModel(reference, 3, texts.size(), "per_s", model -> {
                Embedding embedding = model.as(Embedding.class);
                return () -> embedding.embed(texts, Embedding.Role.PASSAGE);
            });
        }
    },
    /** One forward pass over each of three windows of twenty passages: the read-out of FIRST. */
    window {
        @Override
        Map<String, Object> run(Path folder, String reference) throws Exception {
            List<Prompt> windows =
                    lists(folder, "windows-20").stream().map(Work::window).toList();
            List<String> labels = IntStream.range(0, 20)
                    .mapToObj(i -> String.valueOf((char) ('A' + i)))
                    .toList();
            // Windows that are not timed, so that what a model remembers of the last ones is none of those that are.
            List<Prompt> others = windows.subList(windows.size() - 2, windows.size());
            return labelled(reference, 3, windows.subList(0, 3), others, labels);
        }
    },
    /** A hundred yes/no scores of one query under an instruction of 500 tokens. */
    prefix {
        @Override
        Map<String, Object> run(Path folder, String reference) throws Exception {
            List<Asked> lists = lists(folder, "prefix-100");
            return labelled(
                    reference,
                    2,
                    judged(lists.get(0), lists.get(1)),
                    judged(lists.get(1), lists.get(2)),
                    List.of(" Yes", " No"));
        }
    },
    /** Ten steps of a cross-encoder that learns: 16 pairs of at most 128 tokens, forward, backward, clip, AdamW. */
    train_step {
        @Override
        Map<String, Object> run(Path folder, String reference) throws Exception {
            return Steps.timed(Steps.of(lists(folder, "pairs-1000")), reference);
        }

        @Override
        public String toString() {
            return "train-step";
        }
    },
    /** Ten metrics over 1,000 queries with 1,000 documents each, reading included. */
    evaluate {
        @Override
        Map<String, Object> run(Path folder, String reference) throws Exception {
            List<Metric> metrics = Metrics.parseAll("AP,RR,Bpref,nDCG,Rprec,nDCG@10,nDCG@100,P@10,R@100,Success@10");
            double seconds = Stopwatch.median(
                    5,
                    () -> Measuring.of(
                            folder.resolve("big.run"),
                            QrelsFile.read(folder.resolve("big.qrels")),
                            metrics,
                            Evaluation.Options.USUAL));
            return new LinkedHashMap<>(Map.of("load_s", 0.0, "seconds", seconds));
        }
    },
    /** Ids of the top 1,000 of about 110,000 passages for 500 queries, on two threads. */
    bm25 {
        @Override
        Map<String, Object> run(Path folder, String reference) throws Exception {
            Quiet.lucene();
            List<Query> queries = QueryFile.read(folder.resolve("queries.jsonl"));
            long start = System.nanoTime();
            try (Corpus corpus = Corpus.open(folder.resolve("passages.jsonl"));
                    Bm25 built = Bm25Index.inMemory(corpus, Bm25Settings.ANSERINI)) {
                double load = (System.nanoTime() - start) / 1e9;
                Bm25 bm25 = built.top(1000).idsOnly();
                double seconds;
                try (ForkJoinPool two = new ForkJoinPool(2)) {
                    seconds = Stopwatch.median(
                            5,
                            () -> two.submit(() -> queries.parallelStream()
                                            .map(bm25::retrieve)
                                            .toList())
                                    .get());
                }
                Map<String, Object> data = new LinkedHashMap<>();
                data.put("documents", built.size());
                data.put("load_s", load);
                data.put("seconds", seconds);
                data.put("queries_per_s", queries.size() / seconds);
                return data;
            }
        }
    };

    /** Does the work and tells {@code load_s}, {@code seconds} and what else matters. */
    abstract Map<String, Object> run(Path folder, String reference) throws Exception;

    private interface Prepared {
        Callable<?> of(Model model);
    }

    private static Map<String, Object> withModel(
            String reference, int repeats, int items, String rate, Prepared prepared) throws Exception {
        long start = System.nanoTime();
        try (Model model = Models.open(reference)) {
            double load = (System.nanoTime() - start) / 1e9;
            double seconds = Stopwatch.median(repeats, prepared.of(model));
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("model", model.name());
            data.put("load_s", load);
            data.put("seconds", seconds);
            data.put(rate, items / seconds);
            return data;
        }
    }

    private static Prompt window(Asked list) {
        StringBuilder passages = new StringBuilder();
        for (int i = 0; i < list.texts().size(); i++) {
            passages.append("[%c] %s\n".formatted('A' + i, list.texts().get(i)));
        }
        return Prompt.plain(
                Part.fixed("Rank the passages by their relevance to the query.\n%sQuery: %s\nMost relevant passage: ["
                        .formatted(passages, list.query())));
    }

    /** The peers' own prompts: nine passages of another query as examples, then each of this one's. */
    private static List<Prompt> judged(Asked list, Asked examples) {
        String shown = examples.texts().stream()
                .limit(9)
                .map("Passage: %s\nRelevant: No"::formatted)
                .collect(Collectors.joining("\n"));
        String prefix = "Judge whether the passage answers the query. Answer Yes or No.\n%s\nQuery: %s\nPassage:"
                .formatted(shown, list.query());
        return list.texts().stream()
                .map(text -> Prompt.plain(Part.fixed(prefix), Part.fixed(" %s\nRelevant:".formatted(text))))
                .toList();
    }

    private static Map<String, Object> labelled(
            String reference, int repeats, List<Prompt> timed, List<Prompt> others, List<String> labels)
            throws Exception {
        long start = System.nanoTime();
        try (Model model = Models.open(reference)) {
            double load = (System.nanoTime() - start) / 1e9;
            NextToken next = model.as(NextToken.class);
            long tokens = next.logits(timed, labels).stream()
                    .mapToLong(LabelLogits::tokens)
                    .sum();
            double[] seconds = new double[repeats];
            for (int i = 0; i < repeats; i++) {
                next.logits(others, labels);
                long from = System.nanoTime();
                next.logits(timed, labels);
                seconds[i] = (System.nanoTime() - from) / 1e9;
            }
            Arrays.sort(seconds);
            double median = (seconds[repeats / 2] + seconds[(repeats - 1) / 2]) / 2;
            Map<String, Object> data = new LinkedHashMap<>();
            data.put("model", model.name());
            data.put("prompts", timed.size());
            data.put("tokens", tokens);
            data.put("load_s", load);
            data.put("seconds", median);
            data.put("tokens_per_s", tokens / median);
            return data;
        }
    }

    record Asked(String query, List<String> texts) {}

    private static List<Asked> lists(Path folder, String name) throws IOException {
        List<Asked> lists = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve(name + ".jsonl"))) {
            JsonNode node = JsonMapper.shared().readTree(line);
            List<String> texts = new ArrayList<>();
            node.required("docs").forEach(doc -> texts.add(doc.required("text").asString()));
            lists.add(new Asked(node.required("query").asString(), texts));
        }
        return lists;
    }
}
