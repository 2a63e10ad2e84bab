package dev.podium.file;

import dev.podium.Qrels;
import dev.podium.metric.Judged;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A run file as metrics see it: the grades in trec_eval's order, read straight from the bytes.
 *
 * <p>The same lists as {@link TrecRun#read} and {@link Judged#of(dev.podium.Ranking, Map)} give, and the same errors, at
 * a fraction of the time and memory: one query is held at a time, unless a query's lines are scattered over the file.
 * Processors share a large file that is not zipped.
 *
 * @param tag of the last line, as trec_eval takes it
 * @param lists by query id, in the order of the file; a query without judgments is there too, all of its candidates
 *     unjudged
 * @since 0.1.0
 */
public record JudgedRun(String tag, SequencedMap<String, Judged> lists) {

    /** How precisely scores are compared. */
    public enum Precision {
        /** As they are written: trec_eval 10. */
        DOUBLE,
        /** Rounded to 32 bits first, which ties some: trec_eval 9. */
        SINGLE
    }

    public JudgedRun {
        Objects.requireNonNull(tag, "tag");
        lists = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(lists));
    }

    /**
     * Reads a run file against its judgments, scores in double precision.
     *
     * @throws BadDataException as {@link TrecRun#read} does
     */
    public static JudgedRun read(Path path, Qrels qrels) {
        return read(path, qrels, Precision.DOUBLE);
    }

    /**
     * Reads a run file against its judgments.
     *
     * @throws BadDataException as {@link TrecRun#read} does
     */
    public static JudgedRun read(Path path, Qrels qrels, Precision precision) {
        return read(path, qrels, precision, RunParts.LEAST);
    }

    /** The same in parts of at least so many bytes where it can be. */
    static JudgedRun read(Path path, Qrels qrels, Precision precision, long least) {
        JudgedRun run = RunParts.read(path, qrels, precision, least);
        return run == null ? fromStart(path, qrels, precision) : run;
    }

    /** The same by one thread. */
    static JudgedRun fromStart(Path path, Qrels qrels, Precision precision) {
        try (RunLines lines = RunLines.of(path)) {
            JudgedRun run = together(lines, qrels, precision);
            if (run != null) {
                if (run.lists.isEmpty()) {
                    throw lines.empty();
                }
                return run;
            }
        }
        return scattered(path, qrels, precision);
    }

    /** Assumes that the lines of a query stand together; null where they do not. */
    static @Nullable JudgedRun together(RunLines lines, Qrels qrels, Precision precision) {
        SequencedMap<String, Judged> lists = new LinkedHashMap<>();
        JudgedLines list = new JudgedLines();
        String query = "";
        while (lines.next()) {
            if (lines.beginsQuery()) {
                if (!query.isEmpty()) {
                    lists.put(query, list.judged());
                }
                query = lines.query();
                if (lists.containsKey(query)) {
                    return null;
                }
                list.start(qrels.of(query));
            }
            add(lines, list, precision);
        }
        if (!query.isEmpty()) {
            lists.put(query, list.judged());
        }
        return new JudgedRun(lines.tag(), lists);
    }

    /** Holds all queries to the end. */
    private static JudgedRun scattered(Path path, Qrels qrels, Precision precision) {
        SequencedMap<String, JudgedLines> open = new LinkedHashMap<>();
        SequencedMap<String, Judged> lists = new LinkedHashMap<>();
        try (RunLines lines = RunLines.of(path)) {
            while (lines.next()) {
                String query = lines.query();
                JudgedLines list = open.computeIfAbsent(query, id -> {
                    JudgedLines fresh = new JudgedLines();
                    fresh.start(qrels.of(id));
                    return fresh;
                });
                add(lines, list, precision);
            }
            open.forEach((query, list) -> lists.put(query, list.judged()));
            return new JudgedRun(lines.tag(), lists);
        }
    }

    private static void add(RunLines lines, JudgedLines list, Precision precision) {
        double score = switch (precision) {
            case DOUBLE -> lines.score();
            case SINGLE -> (float) lines.score();
        };
        if (!list.add(lines, score)) {
            throw lines.twice();
        }
    }
}
