package dev.podium.method.listwise;

import dev.podium.judge.WrittenWindows;
import dev.podium.model.Method;
import dev.podium.published.Published;

/**
 * Numbered passages in one turn of Vicuna's own conversation, their order written; windows slide from the tail to the head.
 *
 * <p>Asks 9 times for 100 candidates. The prompt is a plain text with Vicuna's marks in it, so that no chat template is needed; recorded
 * answers of RankLLM are replayed through this very method in the tests.
 *
 * <p>Source: RankVicuna, arXiv 2309.15088, section 3, castorini/rank_vicuna_7b_v1. Departs from it as
 * {@link dev.podium.method.listwise.RankGpt} does.
 *
 * @since 0.1.0
 */
public final class RankVicuna {

    /** In the catalogue. */
    public static final Method METHOD = WrittenWindows.method(
                    "rankvicuna", "RankVicuna, Pradeep et al., arXiv 2309.15088", 300)
            .builtAs((model, settings) -> WrittenWindows.order(model, settings, Published.template("rank_vicuna")));

    private RankVicuna() {}
}
