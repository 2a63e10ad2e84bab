package dev.podium.eval;

import dev.podium.Candidate;
import dev.podium.Qrels;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Reranker;
import dev.podium.Retriever;
import dev.podium.metric.Judged;
import dev.podium.metric.Metric;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;

/** A small bench: metrics by hand, systems that count their calls, a clock that ticks when told. */
public final class Lab {

    private Lab() {}

    /** Reciprocal rank of the first candidate with grade 1 or more. */
    public record FirstHit() implements Metric {
        @Override
        public double of(Judged list) {
            for (int i = 0; i < list.size(); i++) {
                if (list.grade(i) >= 1) {
                    return 1.0 / (i + 1);
                }
            }
            return 0;
        }

        @Override
        public String toString() {
            return "RR";
        }
    }

    /** Share of relevant candidates among the first k. */
    public record Precision(int k) implements Metric {
        @Override
        public double of(Judged list) {
            int found = 0;
            for (int i = 0; i < Math.min(k, list.size()); i++) {
                found += list.grade(i) >= 1 ? 1 : 0;
            }
            return (double) found / k;
        }

        @Override
        public String toString() {
            return "P@" + k;
        }
    }

    /** Undefined where nothing is relevant. */
    public record Recall() implements Metric {
        @Override
        public double of(Judged list) {
            int found = 0;
            for (int i = 0; i < list.size(); i++) {
                found += list.grade(i) >= 1 ? 1 : 0;
            }
            return list.relevant(1) == 0 ? Double.NaN : (double) found / list.relevant(1);
        }

        @Override
        public String toString() {
            return "Recall";
        }
    }

    /** A search by a function of the query's id; equal to itself only. */
    public static final class Search implements Retriever {
        private final String name;
        private final Function<String, List<String>> found;
        int calls;

        public Search(String name, Function<String, List<String>> found) {
            this.name = name;
            this.found = found;
        }

        @Override
        public Ranking retrieve(Query query) {
            calls++;
            return Ranking.inOrder(
                    query,
                    found.apply(query.id()).stream().map(Candidate::named).toList());
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A reranker that turns the list round. */
    public static final class Reversed implements Reranker {
        int calls;

        @Override
        public Ranking rerank(Ranking ranking) {
            calls++;
            return Ranking.inOrder(ranking.query(), ranking.candidates().reversed());
        }

        @Override
        public String toString() {
            return "reversed";
        }
    }

    public static List<Query> queries(String... ids) {
        List<Query> queries = new ArrayList<>();
        for (String id : ids) {
            queries.add(Query.of(id, "text of " + id));
        }
        return queries;
    }

    public static Qrels qrels(Map<String, Map<String, Integer>> grades) {
        SequencedMap<String, Map<String, Integer>> sorted = new LinkedHashMap<>();
        grades.keySet().stream().sorted().forEach(id -> sorted.put(id, grades.get(id)));
        return new Qrels(sorted);
    }
}
