package dev.podium.method.pointwise;

import dev.podium.judge.LabelScore;
import dev.podium.judge.OneByOne;
import dev.podium.model.Method;
import dev.podium.model.NextToken;
import dev.podium.prompt.Filling;
import dev.podium.published.Published;

/**
 * A Qwen2.5-VL that is told what counts as relevant and would say {@code yes} or {@code no}, of text and pictures alike; here of text.
 *
 * <p>Shows each candidate once: n prompts for n candidates, one forward pass each.
 *
 * <p>Source: GMR, "Supervised Fine-Tuning or Contrastive Learning? Towards Better Multimodal LLM Reranking", arXiv 2510.14824, section 3
 * (vec-ai/lychee-rerank-mm). Departs from it: the score is the difference of the two logits, whose sigmoid is its probability; and its 3200
 * tokens in all are here those of the candidate. Its prompt and default instruction are re-derived.
 *
 * @since 0.1.0
 */
public final class Gmr {

    /** In the catalogue. */
    public static final Method METHOD = OneByOne.settings(
                    Method.named("gmr")
                            .family("pointwise")
                            .paper("GMR, arXiv 2510.14824")
                            .needs(NextToken.class),
                    0,
                    3200)
            .setting(
                    "instruction",
                    "Given a search query, retrieve relevant candidates that answer the query.",
                    "what makes a candidate relevant, in a sentence")
            .builtAs((model, settings) -> LabelScore.order(
                    model,
                    OneByOne.of(
                            settings,
                            Published.template("gmr"),
                            Filling.NOTHING.with("instruction", settings.text("instruction"))),
                    "yes",
                    "no"));

    private Gmr() {}
}
