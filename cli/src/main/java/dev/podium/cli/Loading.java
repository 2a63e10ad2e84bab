package dev.podium.cli;

import dev.podium.Candidate;
import dev.podium.Hit;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Run;
import dev.podium.file.BadDataException;
import dev.podium.file.QueryFile;
import dev.podium.file.StoredCorpus;
import dev.podium.file.TrecRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A run, which knows ids only, joined with its queries and documents.
 *
 * <p>The documents' texts stay in the corpus wherever they can be read again there; see {@link StoredCorpus}.
 *
 * @param run with what a judge is shown, to be read until this is closed
 * @param corpus that holds the texts
 */
record Loading(Run run, StoredCorpus corpus) implements AutoCloseable {

    private static final int MANY = 10_000;

    static Loading of(Path runFile, Path queryFile, Path corpus) {
        Loading loaded = read(runFile, queryFile, corpus);
        if (loaded.run.rankings().values().stream().mapToInt(Ranking::size).sum() >= MANY) {
            // What was needed to join is dead, and old by now: the heap would rather grow beside it than look at it
            // again.
            System.gc();
        }
        return loaded;
    }

    private static Loading read(Path runFile, Path queryFile, Path corpus) {
        Run ids = TrecRun.read(runFile);
        Map<String, Query> queries = new LinkedHashMap<>();
        QueryFile.read(queryFile).forEach(query -> queries.put(query.id(), query));
        List<String> wanted = new ArrayList<>();
        for (Ranking ranking : ids.rankings().values()) {
            if (!queries.containsKey(ranking.query().id())) {
                throw new BadDataException(
                        queryFile,
                        0,
                        "",
                        "Query \"%s\" of the run is not in this file."
                                .formatted(ranking.query().id()),
                        "Maybe run and queries belong to different collections.");
            }
            wanted.addAll(ranking.ids());
        }
        StoredCorpus stored = StoredCorpus.open(corpus);
        try {
            return new Loading(joined(ids, queries, stored.find(wanted)), stored);
        } catch (RuntimeException e) {
            stored.close();
            throw e;
        }
    }

    private static Run joined(Run ids, Map<String, Query> queries, Map<String, Candidate> documents) {
        List<Ranking> rankings = new ArrayList<>();
        for (Ranking ranking : ids.rankings().values()) {
            List<Hit> hits = ranking.hits().stream()
                    .map(hit -> new Hit(
                            Objects.requireNonNull(documents.get(hit.candidate().id())), hit.score()))
                    .toList();
            rankings.add(new Ranking(
                    Objects.requireNonNull(queries.get(ranking.query().id())), hits, ranking.scale()));
        }
        return Run.of(ids.tag(), rankings);
    }

    @Override
    public void close() {
        corpus.close();
    }
}
