package dev.podium.method.listwise;

import dev.podium.judge.OrderInWords.Wording;
import dev.podium.judge.Windows;
import dev.podium.judge.WrittenWindows;
import dev.podium.model.Method;
import dev.podium.published.Published;
import dev.podium.read.TiedReader;

/**
 * A model that thinks before it orders, and may say that passages are equally relevant: {@code [3] > [2] = [4] > [1]}.
 *
 * <p>Asks 9 times for 100 candidates; an answer has thousands of tokens, most of them thoughts, and only its last line is read. Equals
 * keep the order they are shown in.
 *
 * <p>Source: Rank-K, arXiv 2505.14432, hltcoe/Rank-K-32B. Departs from it: its code stops reading at the first passage named twice and
 * leaves candidates unseen where their number does not suit the windows; here reading goes on and all are seen.
 *
 * @since 0.1.0
 */
public final class RankK {

    /** In the catalogue. */
    public static final Method METHOD = WrittenWindows.method(
                    "rank-k", "Rank-K, Yang et al., arXiv 2505.14432", 8000, 0.5, 0, 450)
            .builtAs((model, settings) -> Windows.over(
                    WrittenWindows.arranger(
                            model,
                            settings,
                            Published.template("rank_k"),
                            new TiedReader(),
                            Wording.ARROWS,
                            "</think>\n"),
                    settings));

    private RankK() {}
}
