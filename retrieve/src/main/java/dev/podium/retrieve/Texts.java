package dev.podium.retrieve;

import dev.podium.Candidate;
import dev.podium.Hit;
import dev.podium.Ranking;
import dev.podium.Reranker;
import java.util.ArrayList;
import java.util.List;

/** Gives candidates known by their id the text and fields an index holds. */
record Texts(Bm25 index) implements Reranker {

    @Override
    public Ranking rerank(Ranking ranking) {
        List<Hit> hits = new ArrayList<>(ranking.size());
        for (Hit hit : ranking) {
            String id = hit.candidate().id();
            Candidate found = index.find(id);
            if (found == null) {
                throw new IllegalArgumentException(
                        "Candidate \"%s\" of query \"%s\" is not in the index in \"%s\".\nMaybe the run is of another collection."
                                .formatted(id, ranking.query().id(), index.place()));
            }
            hits.add(new Hit(found, hit.score()));
        }
        return new Ranking(ranking.query(), hits, ranking.scale());
    }

    @Override
    public String toString() {
        return "texts";
    }
}
