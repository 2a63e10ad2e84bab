package dev.podium.model.wrap;

import dev.podium.LimitReachedException;
import dev.podium.model.Tally;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Lets a model be asked until a budget is spent, and then ends in a {@link LimitReachedException}: an order that meets it throws the list on
 * as it stands, so that what was spent was not spent in vain.
 *
 * <p>Calls are counted as papers and plans count them, a prompt, text or pair each; several that are put together and would go over the
 * budget are not put at all. Tokens and time are looked at before each call and so can be overdrawn by one.
 *
 * @since 0.1.0
 */
public final class Budget implements Wrapper {

    private static final long NANOS_OF_A_MILLI = 1_000_000;

    private final long calls;
    private final long tokens;
    private final long millis;
    private final LongSupplier nanos;
    private final long begun;
    private final AtomicLong callsSpent = new AtomicLong();
    private final AtomicLong tokensSpent = new AtomicLong();

    /**
     * By the clock of the machine, from now on.
     *
     * @param calls prompts, texts or pairs, at least 0; {@link Long#MAX_VALUE} for no limit
     * @param tokens read and written together, at least 0; likewise
     * @param millis from now on, at least 0; likewise
     */
    public Budget(long calls, long tokens, long millis) {
        this(calls, tokens, millis, System::nanoTime);
    }

    /** By a clock of one's own, in nanoseconds since whenever. */
    public Budget(long calls, long tokens, long millis, LongSupplier nanos) {
        if (calls < 0 || tokens < 0 || millis < 0) {
            throw new IllegalArgumentException(
                    "The calls (%d), tokens (%d) and milliseconds (%d) of a budget must be at least 0."
                            .formatted(calls, tokens, millis));
        }
        this.calls = calls;
        this.tokens = tokens;
        this.millis = millis;
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
    }

    @Override
    public <I, R> List<R> call(Call<I, R> call) {
        int items = call.items().size();
        long before = callsSpent.getAndUpdate(spent -> spent + items > calls ? spent : spent + items);
        if (before + items > calls) {
            throw spent(call, "%d calls, %d are spent and %d more were asked for".formatted(calls, before, items));
        }
        if (tokensSpent.get() >= tokens) {
            throw spent(call, "%d tokens, and %d are spent".formatted(tokens, tokensSpent.get()));
        }
        long passed = (nanos.getAsLong() - begun) / NANOS_OF_A_MILLI;
        if (passed >= millis) {
            throw spent(call, "%d ms, and %d have passed".formatted(millis, passed));
        }
        Tally tally = new Tally();
        List<R> answers = tally.during(call::ask);
        tokensSpent.addAndGet(tally.counts().promptTokens() + tally.counts().completionTokens());
        return answers;
    }

    private static LimitReachedException spent(Call<?, ?> call, String what) {
        return new LimitReachedException(
                "The budget of the model (%s) is %s.\nMaybe rerank fewer candidates, or allow more."
                        .formatted(call.model(), what));
    }
}
