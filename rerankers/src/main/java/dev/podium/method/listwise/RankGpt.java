package dev.podium.method.listwise;

import dev.podium.judge.WrittenWindows;
import dev.podium.model.Method;
import dev.podium.published.Published;

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
    public static final Method METHOD = WrittenWindows.method("rankgpt", "RankGPT, Sun et al., arXiv 2304.09542", 300)
            .builtAs((model, settings) -> WrittenWindows.order(model, settings, Published.template("rankgpt")));

    /** All passages in one turn, as RankLLM asked chat models. */
    public static final Method SINGLE_TURN = WrittenWindows.method(
                    "rankgpt-single",
                    "RankGPT, Sun et al., arXiv 2304.09542; in one turn as RankLLM, arXiv 2309.15088",
                    300)
            .builtAs((model, settings) -> WrittenWindows.order(model, settings, Published.template("rankgpt_single")));

    private RankGpt() {}
}
