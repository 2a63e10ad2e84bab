package dev.podium.method.setwise;

import dev.podium.judge.IdLogits;
import dev.podium.judge.Lengths;
import dev.podium.model.Method;
import dev.podium.model.Model;
import dev.podium.model.NextToken;
import dev.podium.model.Settings;
import dev.podium.order.Order;
import dev.podium.order.Sliding;
import dev.podium.prompt.Filling;
import dev.podium.prompt.Ids;

/**
 * The best of a few passages is the one whose letter the model would most probably write: one forward pass a set, no word written.
 *
 * <p>Asks as often as {@link Setwise} and cannot be answered in bad form. With {@code order=windows} the letters' logits put a whole window
 * in order, which is FIRST without its training: 245 calls for 100 candidates at the published windows of 4 and steps of 2, five times over.
 *
 * <p>Source: Setwise, arXiv 2310.09497, sections 3 and 4 (setwise with likelihoods; listwise likelihood). Departs from it: decoders are asked
 * too, behind " Passage:", where its code knows likelihoods of T5 only; T5 reads the word "Passage" at the end of the prompt, where that code
 * begins the decoder with it.
 *
 * @since 0.1.0
 */
public final class SetwiseLikelihood {

    /** In the catalogue. */
    public static final Method METHOD = Lengths.settings(
                    Sets.settings(
                            Method.named("setwise-likelihood")
                                    .family("setwise")
                                    .paper("Setwise, Zhuang et al., arXiv 2310.09497")
                                    .needs(NextToken.class),
                            3,
                            "heap; bubble, a window of children + 1 that carries its best along; or windows of that size, put in order"),
                    0,
                    128)
            .setting("stride", "2", "how far windows move, in 1..children + 1")
            .setting("passes", "5", "times the windows go over the list, at least 1")
            .builtAs(SetwiseLikelihood::order);

    private SetwiseLikelihood() {}

    private static Order order(Model model, Settings settings) {
        NextToken next = model.as(NextToken.class);
        IdLogits judge = new IdLogits(
                next, Sets.begun(next.forms()), Lengths.passages(settings, Ids.LETTERS), " %s", Filling.NOTHING);
        if (settings.choice("order", "heap", "bubble", "windows").equals("windows")) {
            return new Sliding(
                    judge.asArranger(),
                    settings.integer("children", 1) + 1,
                    settings.integer("stride", 1),
                    settings.integer("passes", 1),
                    Sliding.Loop.CLAMPED);
        }
        return Sets.over(judge.asSelector(), settings, "heap", "bubble");
    }
}
