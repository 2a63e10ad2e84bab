package dev.podium.cli;

import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far long work has come, on the error stream, from the second second on.
 *
 * <p>Work that is done sooner shows nothing: a bar that flashes by is noise.
 */
final class Progress implements AutoCloseable {

    static final long PATIENCE_NANOS = 2_000_000_000L;

    private final Console console;
    private final String task;
    private final long total;
    private final LongSupplier clock;
    private final long start;
    private long done;
    private @Nullable ProgressBar bar;

    private Progress(Console console, String task, long total, LongSupplier clock) {
        this.console = console;
        this.task = task;
        this.total = total;
        this.clock = clock;
        this.start = clock.getAsLong();
    }

    /**
     * Begins.
     *
     * @param total steps, or -1 if nobody knows
     */
    static Progress of(Console console, String task, long total) {
        return of(console, task, total, System::nanoTime);
    }

    static Progress of(Console console, String task, long total, LongSupplier clock) {
        return new Progress(console, task, total, clock);
    }

    /** Some more steps are done. Safe from any thread. */
    synchronized void step(long steps) {
        reach(done + steps);
    }

    /** So many steps are done in all. Safe from any thread. */
    synchronized void reach(long steps) {
        done = steps;
        if (bar == null && clock.getAsLong() - start >= PATIENCE_NANOS) {
            bar = new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(total)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setConsumer(new ConsoleProgressBarConsumer(console.err, 100))
                    .setUpdateIntervalMillis(500)
                    .build();
        }
        if (bar != null) {
            bar.stepTo(done);
        }
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
