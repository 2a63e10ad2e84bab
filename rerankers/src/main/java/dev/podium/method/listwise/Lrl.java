package dev.podium.method.listwise;

import dev.podium.judge.OrderInWords.Wording;
import dev.podium.judge.Windows;
import dev.podium.judge.WrittenWindows;
import dev.podium.model.Method;
import dev.podium.published.Published;
import dev.podium.read.PermutationReader;

/**
 * Passages as assignments of a little program, whose sorted list the model completes: {@code [PASSAGE2, PASSAGE1]}.
 *
 * <p>Asks 9 times for 100 candidates.
 *
 * <p>Source: LRL, arXiv 2305.02156, in RankLLM's wording. Departs from it as
 * {@link dev.podium.method.listwise.RankGpt} does.
 *
 * @since 0.1.0
 */
public final class Lrl {

    private static final Wording LIST = new Wording("PASSAGE%s", ", ");

    /** In the catalogue. */
    public static final Method METHOD = WrittenWindows.method("lrl", "LRL, Ma et al., arXiv 2305.02156", 300)
            .builtAs((model, settings) -> Windows.over(
                    WrittenWindows.arranger(
                            model, settings, Published.template("lrl"), new PermutationReader(), LIST, ""),
                    settings));

    private Lrl() {}
}
