package dev.podium.method.listwise;

import dev.podium.judge.OrderInWords.Wording;
import dev.podium.judge.WrittenWindows;
import dev.podium.model.Method;
import dev.podium.published.Published;

/**
 * A model that reasons about a window before it writes the order between answer tags.
 *
 * <p>Asks 9 times for 100 candidates; one chain of thoughts serves a whole window. Only what stands in the answer tag is an order: where
 * there is none, the thoughts are ended and the model is held to the form. Its code takes the digits of the thoughts then.
 *
 * <p>Source: ReasonRank, arXiv 2508.07050, section 3. {@code mode} says which checkpoint: {@code own} for liuwenhan/reasonrank-7B and -32B
 * as trained, {@code rankllm} as RankLLM writes them, {@code qwen3} for reasonrank-8B, which thinks in its own way (draw at temperature 0.6,
 * top-p 0.95). The paper shows 100 tokens of a passage on MS MARCO and BEIR and 512 on BRIGHT, where windows of 10 that move by 5 were
 * better; its third mode, with ties, is {@code rank-k}.
 *
 * @since 0.1.0
 */
public final class ReasonRank {

    /** In the catalogue. */
    public static final Method METHOD = WrittenWindows.method(
                    "reasonrank", "ReasonRank, Liu et al., arXiv 2508.07050", 3172, 0, 0, 100)
            .setting("mode", "own", "own, rankllm (no blank line before the passages) or qwen3 (for reasonrank-8B)")
            .builtAs((model, settings) -> WrittenWindows.tagged(
                    model,
                    settings,
                    Published.template(
                            switch (settings.choice("mode", "own", "rankllm", "qwen3")) {
                                case "rankllm" -> "reasonrank";
                                case "qwen3" -> "reasonrank_qwen3";
                                default -> "reasonrank_own";
                            }),
                    Wording.ARROWS,
                    "</think>\n<answer> "));

    private ReasonRank() {}
}
