package dev.podium.remote;

import dev.podium.model.ModelUnavailableException;
import dev.podium.model.Tally;
import dev.podium.model.wrap.Call;
import dev.podium.model.wrap.Wrapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Cuts a call into requests of a size that the service takes, and asks them side by side.
 *
 * <p>How many are in flight is for the limit below to say. The first failure ends the others: half a list is no answer.
 *
 * @param most items of one request
 */
record InParts(int most) implements Wrapper {

    @Override
    public <I, R> List<R> call(Call<I, R> call) {
        int items = call.items().size();
        if (items <= most) {
            return call.ask();
        }
        List<Part<R>> parts = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CompletionService<Part<R>> running = new ExecutorCompletionService<>(threads);
            int asked = 0;
            for (int from = 0; from < items; from += most) {
                List<I> some = call.items().subList(from, Math.min(from + most, items));
                int number = asked++;
                running.submit(() -> Part.of(number, call, some));
            }
            try {
                for (int done = 0; done < asked; done++) {
                    parts.add(running.take().get());
                }
            } catch (ExecutionException e) {
                threads.shutdownNow();
                throw failure(Objects.requireNonNull(e.getCause()));
            } catch (InterruptedException e) {
                threads.shutdownNow();
                Thread.currentThread().interrupt();
                throw new ModelUnavailableException(
                        "The model (%s) did not answer: the thread that asked was interrupted.".formatted(call.model()),
                        e);
            }
        }
        parts.sort((one, other) -> Integer.compare(one.number, other.number));
        List<R> all = new ArrayList<>(items);
        for (Part<R> part : parts) {
            // A tally is bound to the thread that asked, so what other threads counted is told again here.
            Tally.called(part.counts.texts(), part.counts.promptTokens(), part.counts.completionTokens());
            Tally.shared(part.counts.sharedTokens());
            all.addAll(part.answers);
        }
        return all;
    }

    private static RuntimeException failure(Throwable cause) {
        return switch (cause) {
            case RuntimeException exception -> exception;
            case Error error -> throw error;
            default -> new IllegalStateException(cause);
        };
    }

    private record Part<R>(int number, List<R> answers, Tally.Counts counts) {
        static <I, R> Part<R> of(int number, Call<I, R> call, List<I> some) {
            Tally tally = new Tally();
            List<R> answers = tally.during(() -> call.ask(some));
            return new Part<>(number, answers, tally.counts());
        }
    }
}
