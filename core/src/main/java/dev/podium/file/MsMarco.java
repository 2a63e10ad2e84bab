package dev.podium.file;

import dev.podium.Candidate;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Run;
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
import java.util.TreeMap;

/**
 * MS MARCO's own files: runs of three columns (query, passage, rank) and candidate files of four (query id, passage id,
 * query, passage), tabs between. Its collection and queries are TSV: {@link Corpus} and {@link QueryFile} read them.
 *
 * @since 0.1.0
 */
public final class MsMarco {

    private MsMarco() {}

    /**
     * Reads a run; the rank column gives the order and the scores are 1/rank.
     *
     * @throws BadDataException if there is no line, a line has not three columns, a rank is no whole number from 1, or a
     *     rank or a passage stands twice for one query
     */
    public static Run readRun(Path path) {
        SequencedMap<String, TreeMap<Integer, Candidate>> lists = new LinkedHashMap<>();
        Map<String, Set<String>> seen = new HashMap<>();
        try (Lines lines = Lines.of(path)) {
            for (String line = lines.nextIds(); line != null; line = lines.nextIds()) {
                List<String> columns = Columns.of(line);
                if (columns.size() != 3) {
                    throw lines.bad(
                            "A line of an MS MARCO run has three columns, this one has " + columns.size() + ".",
                            "Write: query, passage and rank, with tabs between.");
                }
                Candidate before = lists.computeIfAbsent(columns.get(0), _ -> new TreeMap<>())
                        .put(rank(columns.get(2), lines), Candidate.named(columns.get(1)));
                if (before != null) {
                    throw lines.bad(
                            "Rank %s stands twice for query \"%s\".".formatted(columns.get(2), columns.get(0)),
                            "Maybe two runs were joined.");
                }
                once(columns.get(0), columns.get(1), seen, lines);
            }
            if (lists.isEmpty()) {
                throw lines.empty("line of a run");
            }
        }
        List<Ranking> rankings = new ArrayList<>();
        lists.forEach((query, byRank) -> rankings.add(
                Ranking.inOrder(new Query(query, Candidate.named(query).content()), List.copyOf(byRank.values()))));
        return Run.of("", rankings);
    }

    private static void once(String query, String passage, Map<String, Set<String>> seen, Lines lines) {
        if (!seen.computeIfAbsent(query, _ -> new HashSet<>()).add(passage)) {
            throw lines.bad(
                    "Passage \"%s\" stands twice for query \"%s\".".formatted(passage, query),
                    "Maybe two files were joined.");
        }
    }

    private static int rank(String text, Lines lines) {
        try {
            int rank = Integer.parseInt(text);
            if (rank >= 1) {
                return rank;
            }
        } catch (NumberFormatException e) {
            throw new BadDataException(
                    lines.path(), lines.number(), text, "A rank is a whole number.", "Maybe columns are swapped.", e);
        }
        throw lines.bad("A rank is at least 1.", "Maybe it was counted from 0.");
    }

    /**
     * Writes a run for MS MARCO's own script.
     *
     * @param path gzip if it ends in {@code .gz}; folders are made as needed
     * @throws IllegalArgumentException if an id is empty or holds white space, which the format cannot carry
     */
    public static void writeRun(Run run, Path path) throws IOException {
        try (BufferedWriter out = Lines.writer(path)) {
            for (Map.Entry<String, Ranking> entry : run.rankings().entrySet()) {
                String query = Columns.requireFirstWord("query id", entry.getKey());
                int rank = 1;
                for (String id : entry.getValue().ids()) {
                    out.append(query)
                            .append('\t')
                            .append(Columns.requireWord("passage id", id))
                            .append('\t');
                    out.append(Integer.toString(rank++)).append('\n');
                }
            }
        }
    }

    /**
     * Reads a candidate file such as {@code top1000.dev}; the lines of a query keep their order, which means nothing.
     *
     * @return one ranking a query, {@link dev.podium.Scale#ORDINAL}, in the order of the file
     * @throws BadDataException if there is no line, a line has not four columns, or a passage stands twice for one query
     */
    public static List<Ranking> readCandidates(Path path) {
        SequencedMap<String, Query> queries = new LinkedHashMap<>();
        SequencedMap<String, List<Candidate>> lists = new LinkedHashMap<>();
        Map<String, Set<String>> seen = new HashMap<>();
        try (Lines lines = Lines.of(path)) {
            for (String line = lines.nextText(); line != null; line = lines.nextText()) {
                String[] columns = line.split("\t", 4);
                if (columns.length != 4) {
                    throw lines.bad(
                            "A line of candidates has four columns, this one has " + columns.length + ".",
                            "Write: query id, passage id, query and passage, with tabs between.");
                }
                once(columns[0], columns[1], seen, lines);
                queries.putIfAbsent(columns[0], Query.of(columns[0], columns[2]));
                lists.computeIfAbsent(columns[0], _ -> new ArrayList<>()).add(Candidate.of(columns[1], columns[3]));
            }
            if (lists.isEmpty()) {
                throw lines.empty("candidate");
            }
        }
        List<Ranking> rankings = new ArrayList<>();
        queries.forEach((id, query) -> rankings.add(Ranking.inOrder(query, lists.getOrDefault(id, List.of()))));
        return List.copyOf(rankings);
    }
}
