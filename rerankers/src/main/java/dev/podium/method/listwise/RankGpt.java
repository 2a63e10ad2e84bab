package dev.podium.method.listwise;

import dev.podium.judge.Lengths;
import dev.podium.judge.OrderInWords;
import dev.podium.judge.Windows;
import dev.podium.judge.Words;
import dev.podium.model.Generation;
import dev.podium.model.Method;
import dev.podium.model.Model;
import dev.podium.model.Settings;
import dev.podium.order.Order;
import dev.podium.prompt.Ids;
import dev.podium.published.Published;
import dev.podium.read.PermutationReader;

/**
 * A chat model is shown numbered passages, a turn each, and writes their order; windows slide from the tail to the head.
 *
 * <p>Asks 9 times for 100 candidates at window 20 and stride 10, one after another.
 *
 * <p>Source: RankGPT, arXiv 2304.09542, section 3 (permutation generation, sliding windows). Departs from it: every candidate is
 * seen whatever their number ({@code loop=rankgpt} leaves some unseen as its code does), and an answer that cannot be read is asked
 * for again and then fails the query, where its code keeps the order in silence ({@code unreadable=keep} does so and counts).
 *
 * @since 0.1.0
 */
public final class RankGpt {

    /** A turn for each passage. */
    public static final Method METHOD = settings(
                    Method.named("rankgpt").family("listwise").paper("RankGPT, Sun et al., arXiv 2304.09542"))
            .builtAs((model, settings) -> order(model, settings, "rankgpt"));

    /** All passages in one turn, as RankLLM asks chat models. */
    public static final Method SINGLE_TURN = settings(Method.named("rankgpt-single")
                    .family("listwise")
                    .paper("RankGPT, Sun et al., arXiv 2304.09542; in one turn as RankLLM, arXiv 2309.15088"))
            .builtAs((model, settings) -> order(model, settings, "rankgpt_single"));

    private RankGpt() {}

    private static Method.Draft settings(Method.Draft draft) {
        Method.Draft needing = draft.needs(Generation.class);
        return Lengths.settings(Words.settings(Windows.settings(needing, 20, 10), 256, 0), 300, 0);
    }

    private static Order order(Model model, Settings settings, String template) {
        return Windows.over(
                new OrderInWords(
                        Words.ask(model, settings),
                        Published.template(template),
                        Lengths.passages(settings, Ids.NUMBERS),
                        new PermutationReader()),
                settings);
    }
}
