package dev.podium.model.wrap;

import dev.podium.model.Message;
import dev.podium.model.Prompt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Joins what several threads ask at once into calls of a fair size, and cuts what one asks into such.
 *
 * <p>Nobody waits for company: a call that finds a free flight starts at once, and what comes while the flights are full
 * leaves together with the next, first come first served. So an idle model answers as soon as without this, and a busy
 * one in as few calls as the budget allows. No thread is started: one of those who wait asks for all.
 *
 * <p>Joined is what has everything but its items in common: texts of one role, prompts with the same options. Documents
 * of two queries have not, since a call of pair scoring has one query: for them this only cuts.
 *
 * <p>Calls that were joined fail together, but a wrong argument is told to the one who gave it. What a joined call cost
 * is told to the {@link dev.podium.model.Tally} of the thread that asked for all: sums over all threads are right, a
 * thread's share is not. Joining may change the last digits of what a model computes.
 *
 * @since 0.1.0
 */
public final class Batched implements Wrapper {

    // A token of English is about four letters; a budget needs no better.
    private static final int LETTERS = 4;

    private record Key(String model, String question, Object common) {}

    private final int maxTokens;
    private final int flights;
    private final ToIntFunction<String> tokens;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, Queue<?, ?>> queues = new HashMap<>();

    /** One flight for each kind of question, a token for every four letters begun. */
    public Batched(int maxTokens) {
        this(maxTokens, 1, text -> (text.length() + LETTERS - 1) / LETTERS);
    }

    /**
     * @param maxTokens of the items of one call together, at least 1; an item of more travels alone
     * @param flights calls of one kind at one time, at least 1
     * @param tokens of a text, or a guess at them
     */
    public Batched(int maxTokens, int flights, ToIntFunction<String> tokens) {
        if (maxTokens < 1 || flights < 1) {
            throw new IllegalArgumentException("The tokens (%d) and the flights (%d) of a batch must be at least 1."
                    .formatted(maxTokens, flights));
        }
        this.maxTokens = maxTokens;
        this.flights = flights;
        this.tokens = tokens;
    }

    @Override
    public <I, R> List<R> call(Call<I, R> call) {
        Waiting<I, R> own = new Waiting<>(call);
        Key key = new Key(call.model(), call.question(), call.common());
        lock.lock();
        try {
            Queue<I, R> queue = queue(key);
            for (int i = 0; i < call.items().size(); i++) {
                queue.seats.add(new Seat<>(own, i));
            }
            queue.members++;
            try {
                while (!own.done()) {
                    if (queue.inFlight < flights && !queue.seats.isEmpty()) {
                        fly(queue);
                    } else {
                        queue.changed.awaitUninterruptibly();
                    }
                }
            } finally {
                if (--queue.members == 0) {
                    queues.remove(key);
                }
            }
            return own.answers();
        } finally {
            lock.unlock();
        }
    }

    /** The key names the question, and a question has one kind of item and of answer. */
    @SuppressWarnings("unchecked")
    private <I, R> Queue<I, R> queue(Key key) {
        return (Queue<I, R>) queues.computeIfAbsent(key, _ -> new Queue<I, R>(lock.newCondition()));
    }

    /** Takes as much as the budget allows and asks for it; the lock is held before and after, and not while asking. */
    private <I, R> void fly(Queue<I, R> queue) {
        List<Seat<I, R>> batch = board(queue);
        queue.inFlight++;
        lock.unlock();
        try {
            ask(batch);
        } finally {
            lock.lock();
            queue.inFlight--;
            queue.seats.removeIf(seat -> seat.waiting.failure != null);
            queue.changed.signalAll();
        }
    }

    private <I, R> List<Seat<I, R>> board(Queue<I, R> queue) {
        List<Seat<I, R>> batch = new ArrayList<>();
        long sum = 0;
        while (!queue.seats.isEmpty()) {
            sum += Math.max(1, tokens(queue.seats.element().item()));
            if (sum > maxTokens && !batch.isEmpty()) {
                break;
            }
            batch.add(queue.seats.remove());
        }
        return batch;
    }

    private int tokens(Object item) {
        return switch (item) {
            case String text -> tokens.applyAsInt(text);
            case Prompt prompt -> tokens.applyAsInt(prompt.text());
            case Continued(Prompt prompt, String continuation) -> tokens.applyAsInt(prompt.text() + continuation);
            case List<?> conversation ->
                conversation.stream()
                        .mapToInt(turn -> turn instanceof Message message ? tokens.applyAsInt(message.text()) : 0)
                        .sum();
            default -> 1;
        };
    }

    private static <I, R> void ask(List<Seat<I, R>> batch) {
        try {
            fill(batch);
        } catch (IllegalArgumentException e) {
            // Somebody's argument is wrong, and only asking apart tells whose.
            Map<Waiting<I, R>, List<Seat<I, R>>> apart = new LinkedHashMap<>();
            batch.forEach(seat ->
                    apart.computeIfAbsent(seat.waiting, _ -> new ArrayList<>()).add(seat));
            if (apart.size() == 1) {
                fail(batch, e);
            } else {
                apart.values().forEach(Batched::ask);
            }
        } catch (RuntimeException | Error e) {
            fail(batch, e);
        }
    }

    private static <I, R> void fill(List<Seat<I, R>> batch) {
        List<R> answers =
                batch.getFirst().waiting.call.ask(batch.stream().map(Seat::item).toList());
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).waiting.take(batch.get(i).index, Objects.requireNonNull(answers.get(i)));
        }
    }

    private static <I, R> void fail(List<Seat<I, R>> batch, Throwable failure) {
        batch.forEach(seat -> seat.waiting.failure = failure);
    }

    /** What waits with the same things in common. Guarded by the lock. */
    private static final class Queue<I, R> {
        final ArrayDeque<Seat<I, R>> seats = new ArrayDeque<>();
        final Condition changed;
        int inFlight;
        int members;

        Queue(Condition changed) {
            this.changed = changed;
        }
    }

    /** One item of one call. */
    private record Seat<I, R>(Waiting<I, R> waiting, int index) {
        I item() {
            return waiting.call.items().get(index);
        }
    }

    /** One call, and what is known of its answers. Written by who flies with its items, read under the lock after that. */
    private static final class Waiting<I, R> {
        final Call<I, R> call;
        private final @Nullable Object[] answers;
        private int missing;
        volatile @Nullable Throwable failure;

        Waiting(Call<I, R> call) {
            this.call = call;
            answers = new Object[call.items().size()];
            missing = answers.length;
        }

        synchronized void take(int index, Object answer) {
            answers[index] = answer;
            missing--;
        }

        synchronized boolean done() {
            return failure != null || missing == 0;
        }

        @SuppressWarnings("unchecked")
        synchronized List<R> answers() {
            switch (failure) {
                case null -> {}
                case Error error -> throw error;
                case RuntimeException exception -> throw exception;
                case Throwable other -> throw new IllegalStateException(other);
            }
            return (List<R>) Arrays.asList(answers);
        }
    }
}
