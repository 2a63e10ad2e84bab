package dev.podium.method.pairwise;

import dev.podium.judge.Lengths;
import dev.podium.judge.PairLogits;
import dev.podium.model.Method;
import dev.podium.model.Model;
import dev.podium.model.NextToken;
import dev.podium.model.Settings;
import dev.podium.order.AllPairs;
import dev.podium.order.Order;
import dev.podium.prompt.Ids;
import dev.podium.published.Published;

/**
 * An encoder-decoder trained to say whether the first of two documents is more relevant; a document's probabilities to win are added up.
 *
 * <p>Asks 4,950 times for 100 candidates, each pair once with the higher-ranked shown first; {@code orders=both} asks 9,900 times. It is
 * meant for the head of a list that monoT5 ranked.
 *
 * <p>Source: duoT5, arXiv 2101.05667, section 3.3 (aggregation SUM), where every ordered pair is asked. By default as RankLLM runs it, in
 * one order: half the calls. Where the checkpoint cuts the whole prompt at 512 tokens, here only the documents are cut.
 *
 * @since 0.1.0
 */
public final class DuoT5 {

    /** In the catalogue. */
    public static final Method METHOD = Lengths.settings(
                    Method.named("duot5")
                            .family("pairwise")
                            .paper("The Expando-Mono-Duo Design Pattern, Pradeep et al., arXiv 2101.05667")
                            .needs(NextToken.class),
                    0,
                    220)
            .setting("orders", "one", "one: each pair once, as RankLLM; both: both ways round, as the paper")
            .setting("yes", "true", "the word for the first document, as the checkpoint writes it")
            .setting("no", "false", "the word for the second")
            .builtAs(DuoT5::order);

    private DuoT5() {}

    private static Order order(Model model, Settings settings) {
        return new AllPairs(
                new PairLogits(
                        model.as(NextToken.class),
                        Published.template("duot5"),
                        Lengths.passages(settings, Ids.NUMBERS),
                        settings.text("yes"),
                        settings.text("no")),
                settings.choice("orders", "one", "both").equals("one")
                        ? AllPairs.Credit.ONE_ORDER
                        : AllPairs.Credit.PROBABILITY);
    }
}
