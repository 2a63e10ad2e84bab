package dev.podium.method.pointwise;

import dev.podium.judge.LabelScore;
import dev.podium.judge.OneByOne;
import dev.podium.model.Method;
import dev.podium.model.NextToken;
import dev.podium.prompt.Filling;
import dev.podium.prompt.Template;
import dev.podium.published.Published;

/**
 * A Qwen3 that is told what counts as relevant and would say {@code yes} or {@code no}.
 *
 * <p>Shows each candidate once: n prompts for n candidates, one forward pass each. What counts can be said in the {@code instruction}; the
 * authors gain 1 to 5 % by one that fits. It must be asked in its own words up to the empty thought: served without them its order is
 * near chance.
 *
 * <p>Source: Qwen3-Reranker, Zhang et al., arXiv 2506.05176, section 2, and the model cards. As there, what stands before the instruction and
 * behind the candidate is tokenized apart. Departs from it: the score is the difference of the two logits, whose sigmoid is the published
 * probability; that one is 1 for many candidates of a good list. Its 8192 tokens in all are here those of the candidate alone.
 *
 * @since 0.1.0
 */
public final class Qwen3Reranker {

    private static final Template TEMPLATE =
            Published.template("qwen3_reranker").apartBefore("<Instruct>: ", "<|im_end|>\n<|im_start|>assistant");

    /** In the catalogue. */
    public static final Method METHOD = OneByOne.settings(
                    Method.named("qwen3-reranker")
                            .family("pointwise")
                            .paper("Qwen3 Embedding, Zhang et al., arXiv 2506.05176")
                            .needs(NextToken.class),
                    0,
                    8192)
            .setting(
                    "instruction",
                    "Given a web search query, retrieve relevant passages that answer the query",
                    "what makes a candidate relevant, in a sentence")
            .builtAs((model, settings) -> LabelScore.order(
                    model,
                    OneByOne.of(settings, TEMPLATE, Filling.NOTHING.with("instruction", settings.text("instruction"))),
                    "yes",
                    "no"));

    private Qwen3Reranker() {}
}
