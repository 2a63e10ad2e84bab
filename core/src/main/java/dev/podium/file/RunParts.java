package dev.podium.file;

import dev.podium.Qrels;
import dev.podium.metric.Judged;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * A run file read in parts, several at the same time.
 *
 * <p>A bet that the file is as nearly all are: plain, without a bad line, the lines of a query together. Where the bet is
 * lost nothing is returned, and {@link JudgedRun#fromStart} finds out what the file holds, or which line is bad and its number.
 */
final class RunParts {

    /** Bytes below which a part is not worth a thread: some ten milliseconds. */
    static final long LEAST = 1 << 21;

    /** Parts for each processor: one that is held up by other work leaves some of them to the others. */
    private static final int EACH = 2;

    private static final long REACH = 1 << 20; // bytes in which another query should begin

    private RunParts() {}

    /**
     * Reads a file of at least two parts.
     *
     * @param least bytes of a part
     * @return what reading from the start would return, or null where that has to be tried
     */
    static @Nullable JudgedRun read(Path path, Qrels qrels, JudgedRun.Precision precision, long least) {
        try {
            long size = Files.size(path);
            int parts = (int)
                    Math.min(size / least, (long) EACH * Runtime.getRuntime().availableProcessors());
            return parts < 2 || !StoredLines.readsInPlace(path)
                    ? null
                    : read(path, qrels, precision, cuts(path, size, parts));
        } catch (BadDataException | IOException _) {
            return null; // who reads from the start meets it again, and knows the line
        }
    }

    private static @Nullable JudgedRun read(Path path, Qrels qrels, JudgedRun.Precision precision, long[] cuts) {
        List<Optional<JudgedRun>> parts = IntStream.range(1, cuts.length)
                .parallel()
                .mapToObj(i -> {
                    try (RunLines lines = RunLines.within(path, cuts[i - 1], cuts[i])) {
                        return Optional.ofNullable(JudgedRun.together(lines, qrels, precision));
                    }
                })
                .toList();
        SequencedMap<String, Judged> lists = new LinkedHashMap<>();
        String tag = "";
        for (Optional<JudgedRun> part : parts) {
            if (part.isEmpty()) {
                return null;
            }
            for (var list : part.get().lists().entrySet()) {
                if (lists.put(list.getKey(), list.getValue()) != null) {
                    return null; // a query in two parts
                }
            }
            tag = part.get().lists().isEmpty() ? tag : part.get().tag();
        }
        return lists.isEmpty() ? null : new JudgedRun(tag, lists);
    }

    /** Where parts begin, and the end of the last. */
    private static long[] cuts(Path path, long size, int parts) {
        return LongStream.rangeClosed(0, parts)
                .map(i -> cut(path, size * i / parts, size))
                .sorted()
                .distinct()
                .toArray();
    }

    /** The first line of a query that begins soon after {@code from}, or 0. */
    private static long cut(Path path, long from, long size) {
        if (from == 0 || from == size) {
            return from;
        }
        try (RunLines lines = RunLines.within(path, from, size)) {
            lines.skipLine();
            int queries = 0;
            while (lines.next() && lines.offset() < from + REACH) {
                queries += lines.beginsQuery() ? 1 : 0;
                if (queries == 2) { // the first began before
                    return lines.offset();
                }
            }
            return 0;
        }
    }
}
