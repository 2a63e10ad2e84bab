package dev.podium.cli;

import dev.podium.Candidate;
import dev.podium.Hit;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Run;
import dev.podium.file.BadDataException;
import dev.podium.file.Corpus;
import dev.podium.file.QueryFile;
import dev.podium.file.TrecRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Joins a run, which knows ids only, with the texts of its queries and documents. */
final class Loading {

    private Loading() {}

    static Run run(Path runFile, Path queryFile, Path corpus) {
        Run ids = TrecRun.read(runFile);
        Map<String, Query> queries = new LinkedHashMap<>();
        QueryFile.read(queryFile).forEach(query -> queries.put(query.id(), query));
        Set<String> wanted = new HashSet<>();
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
        Map<String, Candidate> documents = Corpus.read(corpus, wanted);
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
}
