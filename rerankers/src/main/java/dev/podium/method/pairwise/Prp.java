package dev.podium.method.pairwise;

import dev.podium.ask.Comparer;
import dev.podium.judge.Lengths;
import dev.podium.judge.PairInWords;
import dev.podium.judge.PairLogits;
import dev.podium.judge.Words;
import dev.podium.model.Capability;
import dev.podium.model.Generation;
import dev.podium.model.Method;
import dev.podium.model.Model;
import dev.podium.model.NextToken;
import dev.podium.model.Prompt;
import dev.podium.model.Settings;
import dev.podium.order.AllPairs;
import dev.podium.order.BubblePairs;
import dev.podium.order.HeapPairs;
import dev.podium.order.Order;
import dev.podium.prompt.Ids;
import dev.podium.prompt.Passages;
import dev.podium.prompt.Template;
import dev.podium.published.Published;
import dev.podium.read.Ask;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A language model says which of two passages is more relevant, asked both ways round; a win counts where both answers agree.
 *
 * <p>All pairs of 100 candidates take 9,900 calls in one round, a heap of the best ten about 400 one after another (some 240 were
 * observed), ten passes that bubble at most 1,890. By default nothing is written: the model's next token behind "Passage" is read, which
 * orders as the likelihoods of the two answers do, since they differ in that token only.
 *
 * <p>Source: PRP, arXiv 2306.17563, section 3 (all pairs, sorting, sliding-K; scoring mode and generation mode). Departs from it: an
 * answer in words that cannot be read is asked for again and then fails the query; kept ({@code unreadable=keep}), it is a tie.
 *
 * @since 0.1.0
 */
public final class Prp {

    private static final String WORDS = "words";

    /** Every pair: PRP-Allpair. */
    public static final Method ALL_PAIRS = draft("prp-allpairs")
            .builtAs(new Asking((comparer, _) -> new AllPairs(comparer, AllPairs.Credit.CONSISTENT)));

    /** A heap of the best: PRP-Sorting. */
    public static final Method HEAP = draft("prp-heap")
            .setting("top", "10", "ranks that are sorted, at least 1; the rest stays as it came")
            .builtAs(new Asking((comparer, settings) -> new HeapPairs(comparer, settings.integer("top", 1))));

    /** Neighbours, from the tail to the head, K times: PRP-Sliding-K. */
    public static final Method SLIDING = draft("prp-sliding")
            .setting("passes", "10", "K, each of which brings one candidate to its rank, at least 1")
            .builtAs(new Asking((comparer, settings) -> new BubblePairs(comparer, settings.integer("passes", 1))));

    private Prp() {}

    private static Method.Draft draft(String name) {
        Method.Draft draft = Method.named(name)
                .family("pairwise")
                .paper("Pairwise Ranking Prompting, Qin et al., arXiv 2306.17563")
                .needs(NextToken.class)
                .setting(
                        "answer",
                        "logits",
                        "logits: read off one forward pass; words: written, for services that tell no probabilities");
        // what follows is for words
        return Lengths.settings(Words.settings(draft, 3, 0), 0, 128);
    }

    /** An order over the answers, whichever way they are given. */
    private record Asking(BiFunction<Comparer, Settings, Order> orders) implements Method.Building {

        @Override
        public Order order(Model model, Settings settings) {
            return orders.apply(comparer(model, settings), settings);
        }

        @Override
        public List<Class<? extends Capability>> needs(Settings settings, List<Class<? extends Capability>> declared) {
            return isWritten(settings) ? List.of(Generation.class) : declared;
        }

        private static boolean isWritten(Settings settings) {
            return settings.choice("answer", "logits", WORDS).equals(WORDS);
        }

        private static Comparer comparer(Model model, Settings settings) {
            Passages passages = Lengths.passages(settings, Ids.LETTERS);
            if (isWritten(settings)) {
                Ask ask = Words.ask(model, settings);
                return new PairInWords(ask, Published.template("prp"), passages, "Passage %s");
            }
            NextToken next = model.as(NextToken.class);
            return new PairLogits(next, begun(Published.template("prp"), next.forms()), passages, " A", " B");
        }
    }

    /** The same with the answer begun: the next token is a letter with a blank before it. */
    static Template begun(Template template, Set<Prompt.Form> forms) {
        // a template of turns ends in its own line break or mark, so the published code puts a blank and a colon
        return template.answering(forms.contains(Prompt.Form.CHAT) ? " Passage:" : "Passage");
    }
}
