package dev.podium.method.listwise;

import dev.podium.judge.IdLogits;
import dev.podium.judge.Lengths;
import dev.podium.judge.Windows;
import dev.podium.model.Method;
import dev.podium.model.NextToken;
import dev.podium.prompt.Filling;
import dev.podium.prompt.Ids;
import dev.podium.prompt.Template;
import dev.podium.published.Published;

/**
 * The order of a window is read off the logits of the first identifier the model would write: one forward pass a window, no word
 * written.
 *
 * <p>Asks 9 times for 100 candidates at window 20 and stride 10. The logits of exactly the ids shown are asked for, so no candidate is
 * ever without a score, where the authors' code reads the most probable tokens and leaves the others in their order.
 *
 * <p>Source: FIRST, arXiv 2406.15657, section 3; its reproduction, arXiv 2411.05508, which found that models trained to write orders can
 * be read so too. With numbers a window holds 9 at most: an id must be one token.
 *
 * @since 0.1.0
 */
public final class First {

    private static final String FIXED = "first_fixed";
    private static final String NUMERIC = "first_numeric";
    private static final String REPRODUCTION = "first_mistral";

    /** In the catalogue. */
    public static final Method METHOD = Lengths.settings(
                    Windows.settings(
                            Method.named("first")
                                    .family("listwise")
                                    .paper(
                                            "FIRST, Gangi Reddy et al., arXiv 2406.15657; reproduction, arXiv 2411.05508")
                                    .needs(NextToken.class),
                            20,
                            10),
                    300,
                    0)
            .setting(
                    "template",
                    "first",
                    "first, first_fixed (an example of four), first_numeric (windows of 9 at most), first_mistral (the reproduction's)")
            .builtAs((model, settings) -> {
                String name = settings.choice("template", "first", FIXED, NUMERIC, REPRODUCTION);
                Template template = Published.template(name);
                return Windows.over(
                        new IdLogits(
                                        model.as(NextToken.class),
                                        template,
                                        Lengths.passages(settings, name.equals(NUMERIC) ? Ids.NUMBERS : Ids.LETTERS),
                                        "%s",
                                        Filling.NOTHING)
                                .asArranger(),
                        settings);
            });

    private First() {}
}
