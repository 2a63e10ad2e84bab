package dev.podium.model;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts what models were asked while some work was done.
 *
 * <p>Only observes: without a tally the same work gives the same result. Travels by {@link ScopedValue}, so methods and
 * back ends need no argument for it; where none is bound, counting costs one look and does nothing. A tally inside a
 * tally counts for both.
 *
 * <pre>{@code
 * Tally tally = new Tally();
 * Ranking best = tally.during(() -> reranker.rerank(ranking));
 * System.out.println(tally.counts().promptTokens() + " tokens, " + tally.truncated().size() + " documents cut");
 * }</pre>
 *
 * <p>Safe for use by several threads; threads started inside see it only if they are forked with the scope.
 *
 * @since 0.1.0
 */
public final class Tally {

    private static final ScopedValue<Bound> BOUND = ScopedValue.newInstance();

    private final LongAdder calls = new LongAdder();
    private final LongAdder texts = new LongAdder();
    private final LongAdder promptTokens = new LongAdder();
    private final LongAdder completionTokens = new LongAdder();
    private final Map<String, LongAdder> malformed = new ConcurrentHashMap<>();
    private final LongAdder sharedTokens = new LongAdder();
    private final Queue<Truncation> truncated = new ConcurrentLinkedQueue<>();
    private final Queue<String> notes = new ConcurrentLinkedQueue<>();

    /** A tally of nothing yet. */
    public Tally() {}

    /** Does the work, counting here. */
    public <T extends @Nullable Object> T during(Supplier<T> work) {
        Bound outer = BOUND.isBound() ? BOUND.get() : null;
        return ScopedValue.where(BOUND, new Bound(this, outer)).call(work::get);
    }

    /**
     * A model was called.
     *
     * @param texts pairs, texts or prompts shown in this call
     * @param promptTokens read by the model, marks included
     * @param completionTokens written by the model
     */
    public static void called(long texts, long promptTokens, long completionTokens) {
        for (Bound at = bound(); at != null; at = at.outer) {
            at.tally.calls.increment();
            at.tally.texts.add(texts);
            at.tally.promptTokens.add(promptTokens);
            at.tally.completionTokens.add(completionTokens);
        }
    }

    /**
     * Tokens of prompts that were told as read, and did not have to be calculated: what they begin with was known from an earlier
     * call, or was calculated once for several of this one.
     *
     * @param tokens so spared
     */
    public static void shared(long tokens) {
        for (Bound at = bound(); at != null; at = at.outer) {
            at.tally.sharedTokens.add(tokens);
        }
    }

    /**
     * A document was not read to its end.
     *
     * @param id of the candidate
     * @param tokens its length in the model's tokens
     * @param tokensUsed how many of them the model read
     */
    public static void truncated(String id, int tokens, int tokensUsed) {
        for (Bound at = bound(); at != null; at = at.outer) {
            at.tally.truncated.add(new Truncation(id, tokens, tokensUsed));
        }
    }

    /**
     * An answer was not as asked for.
     *
     * @param kind of what was wrong, in a word or two: {@code missing}, {@code repeated}, {@code unreadable}
     */
    public static void malformed(String kind) {
        for (Bound at = bound(); at != null; at = at.outer) {
            at.tally.malformed.computeIfAbsent(kind, _ -> new LongAdder()).increment();
        }
    }

    /**
     * Something about a result that its reader should know and cannot see: {@code query q7: ranks 1 to 4 are final}.
     *
     * @param note a sentence without its full stop
     */
    public static void note(String note) {
        for (Bound at = bound(); at != null; at = at.outer) {
            at.tally.notes.add(note);
        }
    }

    /** What was counted until now. */
    public Counts counts() {
        return new Counts(calls.sum(), texts.sum(), promptTokens.sum(), completionTokens.sum(), sharedTokens.sum());
    }

    /** How many answers were not as asked for, by what was wrong, in the order of the alphabet; an answer counts once. */
    public SortedMap<String, Long> malformed() {
        SortedMap<String, Long> sums = new TreeMap<>();
        malformed.forEach((kind, sum) -> sums.put(kind, sum.sum()));
        return sums;
    }

    /** The documents that were not read to their end, in the order told; one that was cut twice stands twice. */
    public List<Truncation> truncated() {
        return List.copyOf(truncated);
    }

    /** What readers of the results should know, in the order told. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    private static @Nullable Bound bound() {
        return BOUND.isBound() ? BOUND.get() : null;
    }

    /**
     * Sums over all calls.
     *
     * @param calls of a model's capability; one call may take many texts
     * @param texts pairs, texts or prompts shown
     * @param promptTokens read by models, marks included
     * @param completionTokens written by models
     * @param sharedTokens of those read, that had not to be calculated anew; known of models in process alone
     */
    public record Counts(long calls, long texts, long promptTokens, long completionTokens, long sharedTokens) {}

    /**
     * A document that was not read to its end.
     *
     * @param id of the candidate
     * @param tokens its length in the model's tokens
     * @param tokensUsed how many of them the model read
     */
    public record Truncation(String id, int tokens, int tokensUsed) {}

    private record Bound(Tally tally, @Nullable Bound outer) {}
}
