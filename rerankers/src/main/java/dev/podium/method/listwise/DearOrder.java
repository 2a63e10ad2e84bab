package dev.podium.method.listwise;

import dev.podium.judge.WrittenWindows;
import dev.podium.model.Method;
import dev.podium.published.Published;

/**
 * The second stage of DeAR: the head of the first stage's list, a turn for each passage, ordered in three steps of reasoning.
 *
 * <p>Asks twice for the 30 candidates of the paper ({@code --depth 30}, or {@code onTop(30)}), 9 times for 100. Draws its answers by a
 * seed, as published; {@code temperature=0} does not.
 *
 * <p>Source: DeAR, arXiv 2508.16998, stage 2, abdoelsayed/dear-8b-reranker-listwise-v1; its first stage is {@code dear-score}. Departs
 * from it: its loop does nothing where there are fewer candidates than the window holds.
 *
 * @since 0.1.0
 */
public final class DearOrder {

    /** In the catalogue. */
    public static final Method METHOD = WrittenWindows.method(
                    "dear-order", "DeAR, Abdallah et al., arXiv 2508.16998", 1024, 0.5, 300, 0)
            .builtAs((model, settings) -> WrittenWindows.order(model, settings, Published.template("dear_order")));

    private DearOrder() {}
}
