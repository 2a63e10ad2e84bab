package dev.podium.method.listwise;

import dev.podium.judge.WrittenWindows;
import dev.podium.model.Method;
import dev.podium.published.Published;

/**
 * An encoder-decoder reads each passage apart with the query, and its decoder looks at all of them as it writes their order.
 *
 * <p>Asks 9 times for 100 candidates at window 20 and stride 10. The model must read fused prompts, as encoder-decoders in process do.
 *
 * <p>Source: LiT5-Distill, arXiv 2312.16098, castorini/LiT5-Distill-*, over Fusion-in-Decoder, arXiv 2007.01282. Departs from it as
 * {@link dev.podium.method.listwise.RankGpt} does.
 *
 * @since 0.1.0
 */
public final class LiT5 {

    /** In the catalogue. */
    public static final Method METHOD = WrittenWindows.method(
                    "lit5", "LiT5, Tamber et al., arXiv 2312.16098", 140, 0, 0, 150)
            .builtAs((model, settings) -> WrittenWindows.order(model, settings, Published.template("rank_fid")));

    private LiT5() {}
}
