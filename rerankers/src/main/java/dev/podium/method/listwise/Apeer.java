package dev.podium.method.listwise;

import dev.podium.judge.WrittenWindows;
import dev.podium.model.Method;
import dev.podium.published.Published;

/**
 * RankGPT asked in words that a model refined: query and answer stand between marks.
 *
 * <p>Asks 9 times for 100 candidates.
 *
 * <p>Source: APEER, arXiv 2406.14449 (automatic prompt engineering for listwise rerankers). Departs from it as
 * {@link dev.podium.method.listwise.RankGpt} does.
 *
 * @since 0.1.0
 */
public final class Apeer {

    /** In the catalogue. */
    public static final Method METHOD = WrittenWindows.method("apeer", "APEER, Jin et al., arXiv 2406.14449", 300)
            .builtAs((model, settings) -> WrittenWindows.order(model, settings, Published.template("apeer")));

    private Apeer() {}
}
