package dev.podium.method.across;

import dev.podium.LimitReachedException;
import dev.podium.Ranking;
import dev.podium.ask.Trace;
import dev.podium.model.Capability;
import dev.podium.model.Method;
import dev.podium.model.Model;
import dev.podium.model.NextToken;
import dev.podium.model.Settings;
import dev.podium.model.Tally;
import dev.podium.model.wrap.Call;
import dev.podium.model.wrap.Wrapper;
import dev.podium.order.Effort;
import dev.podium.order.Order;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * A method that stops when a budget of calls is spent, and says which ranks are final.
 *
 * <p>Never asks more often than the budget says, repeats of unreadable answers included, and never fails for it: the list as it stands comes
 * back. A heap takes out the best one by one, so each rank it gave is final: the same as without a budget. How many these are is told to
 * the {@link Tally} as a note and to the {@link Trace} as a step {@code settled}. Methods that sort all at once settle nothing before their
 * end. A round of questions is put whole or not at all, so a little of the budget may be left.
 *
 * <p>With the usual {@code setwise-likelihood}, 100 candidates take 33 to 47 calls before the first rank is final, and about 4 for each after
 * it. Source: our own, on the heap of Setwise, arXiv 2310.09497, section 3.
 *
 * @since 0.1.0
 */
public final class Anytime implements Order {

    private final Inner inner;
    private final Model model;
    private final int budget;

    private Anytime(Inner inner, Model model, int budget) {
        this.inner = inner;
        this.model = model;
        this.budget = budget;
    }

    /** For the catalogue, over its methods by name. */
    public static Method over(Function<String, Method> methods) {
        return Method.named("anytime")
                .family("across")
                .paper("Podium; on the heap of Setwise, Zhuang et al., arXiv 2310.09497")
                .status("ours")
                .needs(NextToken.class)
                .setting(
                        "method",
                        "setwise-likelihood",
                        "that is stopped; those that take out the best one by one settle ranks: setwise, setwise-likelihood, rank-r1, prp-heap, prp-sliding")
                .setting("budget", "60", "calls for a list, in prompts, texts and pairs, at least 1")
                .builtAs(new Building(methods));
    }

    @Override
    public Ranking rerank(Ranking ranking) {
        Counted left = new Counted(budget);
        try {
            return inner.order(left.around(model)).rerank(ranking);
        } catch (LimitReachedException e) {
            if (!left.isSpent()) {
                throw e; // another limit, and not ours to swallow
            }
            Ranking best = Objects.requireNonNullElse(e.best(), ranking);
            tell(best, e.settled());
            return best;
        }
    }

    private void tell(Ranking best, int settled) {
        String ranks = switch (settled) {
            case 0 -> "no rank is final";
            case 1 -> "rank 1 is final";
            default -> "ranks 1 to %d are final".formatted(settled);
        };
        Tally.note("query %s: %s, since the budget of %d calls was spent"
                .formatted(best.query().id(), ranks, budget));
        Trace.tell(() -> new Trace.Step(
                "settled", best.query().id(), best.ids(), best.ids().subList(0, settled)));
    }

    @Override
    public Effort effort(int n) {
        Effort all = inner.order(model).effort(n);
        return all.most() <= budget ? all : new Effort(0, budget, all.rounds(), all.shown());
    }

    /** Lets so many items through to the model, and no call that holds more than are left. */
    private static final class Counted implements Wrapper {
        private final AtomicLong left;

        Counted(int calls) {
            left = new AtomicLong(calls);
        }

        boolean isSpent() {
            return left.get() < 0;
        }

        @Override
        public <I, R> List<R> call(Call<I, R> call) {
            if (left.addAndGet(-call.items().size()) < 0) {
                throw new LimitReachedException("The budget of calls is spent.");
            }
            return call.ask();
        }
    }

    private record Building(Function<String, Method> methods) implements Method.Building {
        @Override
        public Order order(Model model, Settings settings) {
            return new Anytime(Inner.of(settings.text("method"), methods), model, settings.integer("budget", 1));
        }

        @Override
        public List<Class<? extends Capability>> needs(Settings settings, List<Class<? extends Capability>> declared) {
            return Inner.of(settings.text("method"), methods).needs();
        }
    }
}
