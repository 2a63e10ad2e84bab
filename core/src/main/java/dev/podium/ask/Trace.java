package dev.podium.ask;

import java.util.List;
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

    private Trace() {}

    /**
     * One question and its answer.
     *
     * @param question {@code score}, {@code compare}, {@code select} or {@code arrange}
     * @param queryId of the query asked about
     * @param shown ids of the candidates, in the order shown
     * @param answer ids best first for select and arrange; for score and compare the numbers, one a candidate or pair
     */
    public record Step(String question, String queryId, List<String> shown, List<String> answer) {
        public Step {
            shown = List.copyOf(shown);
            answer = List.copyOf(answer);
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
