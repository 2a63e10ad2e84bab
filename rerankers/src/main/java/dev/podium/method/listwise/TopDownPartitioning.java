package dev.podium.method.listwise;

import dev.podium.judge.OrderInWords.Wording;
import dev.podium.judge.WrittenWindows;
import dev.podium.model.Method;
import dev.podium.order.TopDown;
import dev.podium.published.Published;
import dev.podium.read.PermutationReader;

/**
 * The head is ordered first; a passage of it is then the measure for all below, whose windows are asked about at once.
 *
 * <p>For 100 candidates in a good order about 7 calls in 3 rounds, where windows that slide take 9 in 9. The prompt is RankZephyr's.
 *
 * <p>Source: Parry, MacAvaney, Ganguly, arXiv 2405.14589; see {@link dev.podium.order.TopDown}. Any method of windows does the same with
 * {@code windows=topdown}.
 *
 * @since 0.1.0
 */
public final class TopDownPartitioning {

    /** In the catalogue. */
    public static final Method METHOD = WrittenWindows.method(
                    "topdown", "Top-Down Partitioning, Parry et al., arXiv 2405.14589", 300)
            .builtAs((model, settings) -> new TopDown(
                    WrittenWindows.arranger(
                            model,
                            settings,
                            Published.template("rank_zephyr"),
                            new PermutationReader(),
                            Wording.ARROWS,
                            ""),
                    settings.integer("window", 3),
                    settings.integer("stride", 2)));

    private TopDownPartitioning() {}
}
