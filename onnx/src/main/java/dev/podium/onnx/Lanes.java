package dev.podium.onnx;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Does many independent pieces of work on a fixed number of threads, the caller's own among them.
 *
 * <p>The caller works as well, so a call always moves on even while other calls hold all the other threads.
 */
final class Lanes implements AutoCloseable {

    private final int width;
    private final ExecutorService others;

    /**
     * @param width threads that work at once, at least 1
     */
    Lanes(int width) {
        this.width = width;
        others = Executors.newFixedThreadPool(
                Math.max(1, width - 1),
                Thread.ofPlatform().name("podium-onnx-", 1).daemon().factory());
    }

    /**
     * Does pieces 0 to n-1, in no promised order, and returns when all are done.
     *
     * <p>After the first failure no further piece is begun; that failure is thrown, the others are added to it.
     */
    void each(int n, IntConsumer piece) {
        AtomicInteger next = new AtomicInteger();
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        Runnable lane = () -> {
            for (int i = next.getAndIncrement(); i < n && failures.isEmpty(); i = next.getAndIncrement()) {
                try {
                    piece.accept(i);
                } catch (RuntimeException | Error e) {
                    failures.add(e);
                }
            }
        };
        Gate gate = new Gate();
        for (int i = 1; i < Math.min(width, n); i++) {
            others.execute(() -> {
                if (gate.enter()) {
                    try {
                        lane.run();
                    } finally {
                        gate.leave();
                    }
                }
            });
        }
        lane.run();
        gate.close();
        Throwable first = failures.poll();
        if (first != null) {
            failures.forEach(first::addSuppressed);
            if (first instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) first;
        }
    }

    @Override
    public void close() {
        others.shutdown();
    }

    /** Lets helpers in while there is work, and waits for those inside; one that comes late is turned away. */
    private static final class Gate {
        private int inside;
        private boolean closed;

        synchronized boolean enter() {
            if (closed) {
                return false;
            }
            inside++;
            return true;
        }

        synchronized void leave() {
            inside--;
            notifyAll();
        }

        // Uninterruptible: the pieces write to what the caller owns, and native code cannot be stopped half-way anyway.
        synchronized void close() {
            closed = true;
            boolean interrupted = false;
            while (inside > 0) {
                try {
                    wait();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
