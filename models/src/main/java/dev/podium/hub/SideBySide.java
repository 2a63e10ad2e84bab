package dev.podium.hub;

import dev.podium.model.ModelUnavailableException;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Does a few things at one time, and stops the rest when one fails. */
final class SideBySide {

    /** Something to be done with one of them. */
    @FunctionalInterface
    interface Doing<T> {
        void with(T one) throws IOException;
    }

    private SideBySide() {}

    /**
     * Does it with each.
     *
     * @param lanes at most so many at one time
     * @throws IOException the first that any of them threw, as with runtime exceptions
     */
    static <T> void each(List<T> all, int lanes, Doing<T> doing) throws IOException {
        if (all.isEmpty()) {
            return;
        }
        try (ExecutorService threads =
                Executors.newFixedThreadPool(lanes, Thread.ofVirtual().factory())) {
            ExecutorCompletionService<Boolean> done = new ExecutorCompletionService<>(threads);
            for (T one : all) {
                Callable<Boolean> task = () -> {
                    doing.with(one);
                    return true;
                };
                done.submit(task);
            }
            try {
                for (int i = 0; i < all.size(); i++) {
                    done.take().get();
                }
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw rethrown(Objects.requireNonNull(e.getCause()));
            } catch (InterruptedException e) {
                threads.shutdownNow();
                Thread.currentThread().interrupt();
                throw new ModelUnavailableException("The download was interrupted; what has arrived is kept.", e);
            }
        }
    }

    private static IOException rethrown(Throwable cause) {
        switch (cause) {
            case RuntimeException unchecked -> throw unchecked;
            case Error error -> throw error;
            case IOException checked -> {
                return checked;
            }
            default -> throw new IllegalStateException(cause);
        }
    }
}
