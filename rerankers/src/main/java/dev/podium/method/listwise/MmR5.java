package dev.podium.method.listwise;

import dev.podium.judge.OrderInWords.Wording;
import dev.podium.judge.WrittenWindows;
import dev.podium.model.Method;
import dev.podium.published.Published;

/**
 * Looks at each of the candidates in its thoughts before it lists them between answer tags: {@code [3, 1, 2]}.
 *
 * <p>Asks 9 times for 100 candidates at window 20 and stride 10; the paper shows all pages of a document at once.
 *
 * <p>Source: MM-R5, arXiv 2506.12364, i2vec/MM-R5, made for pictures of pages. Here candidates are shown as text; a picture is refused by
 * name until the vision models can be opened by a reference.
 *
 * @since 0.1.0
 */
public final class MmR5 {

    private static final Wording LIST = new Wording("%s", ", ");

    /** In the catalogue. */
    public static final Method METHOD = WrittenWindows.method(
                    "mm-r5", "MM-R5, Xu et al., arXiv 2506.12364", 2048, 0, 300, 0)
            .status("text only")
            .builtAs((model, settings) ->
                    WrittenWindows.tagged(model, settings, Published.template("mm_r5"), LIST, "</think><answer>["));

    private MmR5() {}
}
