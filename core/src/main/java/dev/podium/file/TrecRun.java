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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * TREC runs: six columns, {@code query Q0 document rank score tag}.
 *
 * <p>As trec_eval does, reading ignores the second and the rank column and sorts by score; columns after the sixth are
 * ignored, and so are lines that begin with #. Documents with equal scores keep the order of the file here; an evaluation
 * sorts them its own way ({@link dev.podium.metric.Judged}). Candidates are known by id only: join them with a
 * {@link Corpus} to show them to a model.
 *
 * @since 0.1.0
 */
public final class TrecRun {

    private TrecRun() {}

    /**
     * Reads a run.
     *
     * @throws BadDataException if a line has fewer than six columns, a score is no number, or a document stands twice
     *     for one query
     */
    public static Run read(Path path) {
        SequencedMap<String, List<Hit>> hits = new LinkedHashMap<>();
        Map<String, Map<String, Boolean>> seen = new HashMap<>();
        String tag = "";
        try (Lines lines = Lines.of(path)) {
            for (String line = lines.nextData(); line != null; line = lines.nextData()) {
                List<String> columns = Columns.of(line);
                if (columns.size() < 6) {
                    throw lines.bad(
                            "A line of a run has six columns, this one has " + columns.size() + ".",
                            "Write: query Q0 document rank score tag.");
                }
                String query = columns.get(0);
                String document = columns.get(2);
                tag = columns.get(5);
                if (seen.computeIfAbsent(query, _ -> new HashMap<>()).put(document, true) != null) {
                    throw lines.bad(
                            "Document \"%s\" stands twice for query \"%s\".".formatted(document, query),
                            "Maybe two runs were joined: fuse them instead.");
                }
                hits.computeIfAbsent(query, _ -> new ArrayList<>())
                        .add(new Hit(Candidate.named(document), score(columns.get(4), lines)));
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

    private static double score(String text, Lines lines) {
        double score;
        try {
            score = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new BadDataException(
                    lines.path(),
                    lines.number(),
                    text,
                    "The fifth column of a run is the score, a decimal number.",
                    "Maybe columns are missing or in another order.",
                    e);
        }
        if (Double.isNaN(score)) {
            throw lines.bad("A score must be a number, NaN is none.", "Maybe the model overflowed.");
        }
        return score;
    }

    /**
     * Writes a run, with every digit a score needs to be read back the same.
     *
     * <p>trec_eval ignores the rank column and breaks ties by id, so equal scores would lose an order that was meant.
     * Where a ranking is {@link Scale#ORDINAL}, its order is all that counts: it is written with the scores n, n-1, ..., 1.
     * Other rankings keep their scores, ties included.
     *
     * @param path gzip if it ends in {@code .gz}; folders are made as needed
     * @throws IllegalArgumentException if an id is empty or holds white space, which the format cannot carry
     */
    public static void write(Run run, Path path) throws IOException {
        String tag = requireWord("tag", run.tag());
        try (BufferedWriter out = Lines.writer(path)) {
            for (Ranking ranking : run.rankings().values()) {
                String query = requireWord("query id", ranking.query().id());
                int n = ranking.size();
                for (int i = 0; i < n; i++) {
                    Hit hit = ranking.hits().get(i);
                    String score =
                            ranking.scale() == Scale.ORDINAL ? Integer.toString(n - i) : Double.toString(hit.score());
                    out.append(query)
                            .append(" Q0 ")
                            .append(requireWord("document id", hit.candidate().id()))
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

    private static String requireWord(String what, String word) {
        if (word.isEmpty()
                || Columns.of(word).size() != 1
                || Columns.of(word).getFirst().length() != word.length()) {
            throw new IllegalArgumentException(
                    "The %s \"%s\" must be one word: a TREC run separates its columns by white space.\nMaybe replace blanks by underscores."
                            .formatted(what, word));
        }
        return word;
    }
}
