package dev.podium.method.pointwise;

import dev.podium.judge.LabelScore;
import dev.podium.judge.OneByOne;
import dev.podium.model.Method;
import dev.podium.model.NextToken;
import dev.podium.prompt.Filling;
import dev.podium.prompt.Template;
import dev.podium.published.Published;

/**
 * A small Qwen2.5 that would say {@code 1} of a relevant candidate and {@code 0} of another: mxbai-rerank v2.
 *
 * <p>Shows each candidate once: n prompts for n candidates, one forward pass each. The score is the logit of 1 minus that of 0 and has no
 * bounds; its makers normalise it as {@code sigmoid(score - 4.5)} (base) and {@code sigmoid(score - 6)} (large).
 *
 * <p>Source: ProRank, Li et al., arXiv 2506.03487, section 3, and mixedbread-ai/mxbai-rerank, 8e709dc. As there, instruction and query,
 * candidate, task and the line breaks between are tokenized apart, and the query is cut at three quarters of 8192. Departs from it: a
 * candidate may have 8192 tokens, where there it gets what the query left of them.
 *
 * @since 0.1.0
 */
public final class ProRank {

    private static final int LENGTH = 8192;

    /** In the catalogue. */
    public static final Method METHOD = OneByOne.settings(
                    Method.named("prorank")
                            .alias("mxbai-rerank-v2")
                            .family("pointwise")
                            .paper("ProRank, Li et al., arXiv 2506.03487")
                            .needs(NextToken.class),
                    LENGTH * 3 / 4,
                    LENGTH)
            .setting(
                    "instruction", "", "what makes a candidate relevant, in a sentence; empty for the model's own idea")
            .builtAs((model, settings) -> {
                String instruction = settings.text("instruction");
                OneByOne prompts = instruction.isEmpty()
                        ? OneByOne.of(settings, apart("prorank", "query: "), Filling.NOTHING)
                        : OneByOne.of(
                                settings,
                                apart("prorank_instructed", "instruction: "),
                                Filling.NOTHING.with("instruction", instruction));
                return LabelScore.order(model, prompts, "1", "0");
            });

    private ProRank() {}

    private static Template apart(String name, String first) {
        return Published.template(name)
                .apartBefore(
                        first, "\ndocument: ", "document: ", "\nYou are a search", "You are a search", "<|im_end|>");
    }
}
