package dev.podium.method.listwise;

import dev.podium.judge.IdLogits;
import dev.podium.judge.Lengths;
import dev.podium.judge.Windows;
import dev.podium.model.Method;
import dev.podium.model.NextToken;
import dev.podium.prompt.Filling;
import dev.podium.prompt.Ids;
import dev.podium.published.Published;

/**
 * The number of the best of several candidates, read off one forward pass: the others are ordered by how much the model would name them.
 *
 * <p>A number must be one token, so a window holds 9 at most; 100 candidates take 20 calls of 9 that move by 5.
 *
 * <p>Source: UniME-V2-Reranker's listwise task, arXiv 2510.13515, GaryGuTC/UniME-v2, which is trained to name the best and made for
 * pictures and texts. Here candidates are shown as text. Reading an order off the logits is ours, after FIRST (arXiv 2406.15657).
 *
 * @since 0.1.0
 */
public final class UnimeList {

    /** In the catalogue. */
    public static final Method METHOD = Lengths.settings(
                    Windows.settings(
                            Method.named("unime-list")
                                    .family("listwise")
                                    .paper("UniME-V2, Gu et al., arXiv 2510.13515")
                                    .status("text only; the order off logits is ours")
                                    .needs(NextToken.class),
                            9,
                            5),
                    300,
                    0)
            .builtAs((model, settings) -> Windows.over(
                    new IdLogits(
                                    model.as(NextToken.class),
                                    Published.template("unime_list").answering("Ans: ("),
                                    Lengths.passages(settings, Ids.NUMBERS),
                                    "%s",
                                    Filling.NOTHING)
                            .asArranger(),
                    settings));

    private UnimeList() {}
}
