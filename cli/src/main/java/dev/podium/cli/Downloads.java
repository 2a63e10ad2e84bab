package dev.podium.cli;

import dev.podium.hub.Downloading;
import dev.podium.model.Model;
import dev.podium.model.Models;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Shows the files of a model as they arrive from a hub, on the error stream, from the second second on.
 *
 * <p>Files arrive side by side and a terminal has one last line, so one bar is shown at a time: of a file that is under way when the
 * one before is done. What is in the cache is opened in silence. The bar is drawn by whoever brings the bytes, so that none is drawn
 * after the last of them; {@link Progress} has a thread for it, since steps of a model can be far apart.
 */
final class Downloads implements Downloading, AutoCloseable {

    private static final long BETWEEN_NANOS = 500_000_000L;
    private static final double KIB = 1 << 10;
    private static final double MIB = 1 << 20;
    private static final int BAR = 25;
    private static final int LONGEST_NAME = 40;

    private final Console console;
    private final LongSupplier clock;
    private final Map<String, Start> starts = new HashMap<>();
    private long begun;
    private long drawn;
    private @Nullable String shown;

    private record Start(long done, long nanos) {}

    Downloads(Console console, LongSupplier clock) {
        this.console = console;
        this.clock = clock;
    }

    /** Opens a model, wherever it is, while people see what it waits for. */
    static Model open(String reference, Console console) {
        try (Downloads downloads = new Downloads(console, System::nanoTime)) {
            return downloads.during(() -> Models.open(reference));
        }
    }

    @Override
    public synchronized void progress(String file, long done, long total) {
        long now = clock.getAsLong();
        if (starts.isEmpty()) {
            begun = now;
        }
        Start start = starts.computeIfAbsent(file, _ -> new Start(done, now));
        boolean first = shown == null && done < total && now - begun >= Progress.PATIENCE_NANOS;
        if (first) {
            shown = file;
        }
        if (file.equals(shown) && (first || done == total || now - drawn >= BETWEEN_NANOS)) {
            drawn = now;
            console.err.print("\r" + line(file, done, total, start, now));
            console.err.flush();
            if (done == total) {
                close();
            }
        }
    }

    /** The speed is that of this attempt: bytes that an earlier one brought do not count. */
    private static String line(String file, long done, long total, Start start, long now) {
        boolean large = total >= 10 * MIB;
        double unit = large ? MIB : KIB;
        double speed = Math.max(0, done - start.done) / unit / Math.max(1e-9, (now - start.nanos) / 1e9);
        int filled = (int) (BAR * done / Math.max(1, total));
        String name = large ? "MiB" : "KiB";
        return String.format(
                Locale.ROOT,
                "downloading %s %3d%% [%s%s] %.1f/%.1f %s, %.1f %s/s   ", // blanks over a longer line before
                shortly(file),
                100 * done / Math.max(1, total),
                "=".repeat(filled),
                " ".repeat(BAR - filled),
                done / unit,
                total / unit,
                name,
                speed,
                name);
    }

    /** The end of a name tells more than its start: the number of a part, the ending. */
    private static String shortly(String file) {
        return file.length() <= LONGEST_NAME ? file : "..." + file.substring(file.length() - LONGEST_NAME + 3);
    }

    @Override
    public synchronized void close() {
        if (shown != null) {
            console.err.println();
            shown = null;
        }
    }
}
