package dev.podium.file;

import dev.podium.Candidate;
import dev.podium.Hit;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Run;
import dev.podium.Scale;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/**
 * TREC runs: six columns, {@code query Q0 document rank score tag}.
 *
 * <p>As trec_eval does, reading ignores the second and the rank column and sorts by score; columns after the sixth are
 * ignored, and so are blank lines and lines that begin with #. Documents with equal scores keep the order of the file here; an evaluation
 * sorts them its own way ({@link dev.podium.metric.Judged}): {@link JudgedRun} reads for an evaluation. Candidates are known by id only: join them with a
 * {@link Corpus} to show them to a model.
 *
 * @since 0.1.0
 */
public final class TrecRun {

    private TrecRun() {}

    /**
     * Reads a run.
     *
     * @return rankings by query, in the order of the file; queries and candidates have ids and no text
     * @throws BadDataException if there is no line, a line has fewer than six columns or bytes in them that are no UTF-8, a
     *     score is no finite decimal number, or a document stands twice for one query
     */
    public static Run read(Path path) {
        SequencedMap<String, List<Hit>> hits = new LinkedHashMap<>();
        Map<String, Set<String>> seen = new HashMap<>();
        String tag;
        try (RunLines lines = RunLines.of(path)) {
            while (lines.next()) {
                String query = lines.query();
                String document = lines.document();
                if (!seen.computeIfAbsent(query, _ -> new HashSet<>()).add(document)) {
                    throw lines.twice();
                }
                hits.computeIfAbsent(query, _ -> new ArrayList<>())
                        .add(new Hit(Candidate.named(document), lines.score()));
            }
            tag = lines.tag();
            if (hits.isEmpty()) {
                throw lines.empty();
            }
        }
        SequencedMap<String, Ranking> rankings = new LinkedHashMap<>();
        hits.forEach((query, list) -> {
            Query asked = new Query(query, Candidate.named(query).content());
            rankings.put(
                    query,
                    Ranking.byScore(
                            asked,
                            list.stream().map(Hit::candidate).toList(),
                            list.stream().mapToDouble(Hit::score).toArray(),
                            Scale.REAL));
        });
        return new Run(tag, rankings);
    }

    /**
     * Writes a run, with every digit a score needs to be read back the same.
     *
     * <p>trec_eval ignores the rank column and breaks ties by id, so equal scores would lose an order that was meant.
     * Where a ranking is {@link Scale#ORDINAL}, its order is all that counts: it is written with the scores n, n-1, ..., 1.
     * Other rankings keep their scores, ties included.
     *
     * @param path gzip if it ends in {@code .gz}; folders are made as needed
     * @throws IllegalArgumentException if an id is empty or holds white space, or a score that counts is infinite: the
     *     format cannot carry them
     */
    public static void write(Run run, Path path) throws IOException {
        String tag = Columns.requireWord("tag", run.tag());
        try (BufferedWriter out = Lines.writer(path)) {
            for (Ranking ranking : run.rankings().values()) {
                String query =
                        Columns.requireFirstWord("query id", ranking.query().id());
                int n = ranking.size();
                for (int i = 0; i < n; i++) {
                    Hit hit = ranking.hits().get(i);
                    String score = ranking.scale() == Scale.ORDINAL ? Integer.toString(n - i) : finite(hit, query);
                    out.append(query)
                            .append(" Q0 ")
                            .append(Columns.requireWord(
                                    "document id", hit.candidate().id()))
                            .append(' ')
                            .append(Integer.toString(i + 1))
                            .append(' ')
                            .append(score)
                            .append(' ')
                            .append(tag)
                            .append('\n');
                }
            }
        }
    }

    private static String finite(Hit hit, String query) {
        if (Double.isInfinite(hit.score())) {
            throw new IllegalArgumentException(
                    "The score %s of candidate \"%s\" of query \"%s\" is infinite, and a TREC run holds decimal numbers.\nMaybe write the order alone: Ranking.inOrder."
                            .formatted(hit.score(), hit.candidate().id(), query));
        }
        return Double.toString(hit.score());
    }
}
