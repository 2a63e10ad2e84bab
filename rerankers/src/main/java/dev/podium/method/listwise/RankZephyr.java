package dev.podium.method.listwise;

import dev.podium.judge.WrittenWindows;
import dev.podium.model.Method;
import dev.podium.published.Published;

/**
 * Numbered passages in one turn, their order written: the prompt of RankZephyr, and of RankLLM for any instructed model.
 *
 * <p>Asks 9 times for 100 candidates; {@code passes=3} is the paper's progressive variant (rho), each pass on the result of the one
 * before. {@code held=yes} does what RankLLM does by fixing an answer's length: the model can write nothing but a whole permutation.
 *
 * <p>Source: RankZephyr, arXiv 2312.02724, section 3, castorini/rank_zephyr_7b_v1_full. The prompt has drifted since: {@code template}
 * says which. Departs from it as
 * {@link dev.podium.method.listwise.RankGpt} does.
 *
 * @since 0.1.0
 */
public final class RankZephyr {

    /** In the catalogue. */
    public static final Method METHOD = WrittenWindows.method(
                    "rankzephyr", "RankZephyr, Pradeep et al., arXiv 2312.02724", 300)
            .setting(
                    "template",
                    "rank_zephyr",
                    "rank_zephyr, or rank_zephyr_legacy with the empty line of its first years")
            .builtAs((model, settings) -> WrittenWindows.order(
                    model,
                    settings,
                    Published.template(settings.choice("template", "rank_zephyr", "rank_zephyr_legacy"))));

    private RankZephyr() {}
}
