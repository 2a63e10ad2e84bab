package dev.podium.ask;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Watches the questions an order asks, so that one can say why a candidate stands where it does.
 *
 * <p>Only observes: with or without it the same ranking comes out, and where nobody watches it costs one look. It travels
 * by {@link ScopedValue}, so no method has an argument for it.
 *
 * <pre>{@code
 * List<Trace.Step> steps = new ArrayList<>();
 * Ranking best = Trace.during(steps::add, () -> sliding.rerank(ranking));
 * }</pre>
 *
 * @since 0.1.0
 */
public final class Trace {

    private static final ScopedValue<Consumer<Step>> WATCHER = ScopedValue.newInstance();

    private static final ScopedValue<LongAdder> ROUNDS = ScopedValue.newInstance();

    private Trace() {}

    /**
     * One question and its answer.
     *
     * <p>An order tells its questions; a judge that reads a model's words tells those besides, as a {@code read} before the question
     * they answer.
     *
     * @param question {@code score}, {@code compare}, {@code select} or {@code arrange}; {@code read} for a model's words;
     *     {@code settled} at the end of a budget, whose answer are the candidates whose ranks are final
     * @param queryId of the query asked about
     * @param shown ids of the candidates, in the order shown
     * @param answer ids best first for select and arrange; for score and compare the numbers, one a candidate or pair
     * @param said what the model wrote, where it wrote
     * @param flaws what was wrong with that and how it was met, in words
     */
    public record Step(
            String question, String queryId, List<String> shown, List<String> answer, String said, List<String> flaws) {
        public Step {
            shown = List.copyOf(shown);
            answer = List.copyOf(answer);
            flaws = List.copyOf(flaws);
        }

        /** A question that was answered without words. */
        public Step(String question, String queryId, List<String> shown, List<String> answer) {
            this(question, queryId, shown, answer, "", List.of());
        }
    }

    /** Does the work while the rounds of questions are counted: questions that are put together are one round. */
    public static <T extends @Nullable Object> T counting(LongAdder rounds, Supplier<T> work) {
        return ScopedValue.where(ROUNDS, rounds).call(work::get);
    }

    /** A round of questions is put. */
    public static void round() {
        if (ROUNDS.isBound()) {
            ROUNDS.get().increment();
        }
    }

    /** Does the work while somebody watches; a watcher outside is not told. */
    public static <T extends @Nullable Object> T during(Consumer<Step> watcher, Supplier<T> work) {
        return ScopedValue.where(WATCHER, watcher).call(work::get);
    }

    /** Tells the watcher, if there is one; the step is made only then. */
    public static void tell(Supplier<Step> step) {
        if (WATCHER.isBound()) {
            WATCHER.get().accept(step.get());
        }
    }
}
