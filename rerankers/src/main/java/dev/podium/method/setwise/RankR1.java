package dev.podium.method.setwise;

import dev.podium.ask.Selector;
import dev.podium.judge.ChoiceInWords;
import dev.podium.judge.Lengths;
import dev.podium.judge.Words;
import dev.podium.model.Generation;
import dev.podium.model.Method;
import dev.podium.model.Model;
import dev.podium.model.Settings;
import dev.podium.order.Order;
import dev.podium.prompt.Filling;
import dev.podium.prompt.Ids;
import dev.podium.published.Published;
import dev.podium.read.LabelReader;
import dev.podium.read.Where;

/**
 * A model thinks aloud about up to twenty passages and names the best in an answer tag; a heap of many children asks it.
 *
 * <p>About 23 calls for 100 candidates in random order at 19 children and the best ten, 19 where they are sorted already; each writes some
 * hundred tokens. {@code version=sft} is the baseline of the same paper, which answers at once.
 *
 * <p>Source: Rank-R1, arXiv 2503.06034, section 3. Passages are shuffled in every call, as in its code ({@code shuffle=no} leaves them as the
 * heap has them); here the shuffle depends on the query and the candidates alone, there on everything asked before. Departs from it besides:
 * an answer without a tag or with a label that was not shown is asked for again, the thoughts closed where a model can be held to the form,
 * and then fails the query, where its code lets the node of the heap stand in silence.
 *
 * @since 0.1.0
 */
public final class RankR1 {

    private static final String LABEL = "<answer>[%s]</answer>";

    /** In the catalogue. */
    public static final Method METHOD = Lengths.settings(
                    Words.settings(
                            Sets.settings(
                                    Method.named("rank-r1")
                                            .family("setwise")
                                            .paper("Rank-R1, Zhuang et al., arXiv 2503.06034")
                                            .needs(Generation.class),
                                    19,
                                    "heap, or bubble: a window of children + 1 that moves from the tail to the head"),
                            2048,
                            0),
                    0,
                    512)
            .setting(
                    "version",
                    "0.1",
                    "the checkpoint's prompt: 0.1; 0.1-file, as a later script of its authors writes it; 0.2, trained with at most 10 passages (children=9); sft, Setwise-SFT")
            .setting(
                    "shuffle",
                    "yes",
                    "yes: the passages of each call are shuffled, as published; seeded by the query and them")
            .builtAs(RankR1::order);

    private RankR1() {}

    private static Order order(Model model, Settings settings) {
        String version = settings.choice("version", "0.1", "0.1-file", "0.2", "sft");
        String template = switch (version) {
            case "0.1" -> "rank_r1_v01";
            case "0.1-file" -> "rank_r1_v01_file";
            case "0.2" -> "rank_r1_v02";
            default -> "setwise_sft";
        };
        // what stands between thoughts and answer in the example that each version is shown
        String closing = switch (version) {
            case "0.2" -> "</think>\n";
            case "sft" -> "";
            default -> "</think> ";
        };
        Selector judge = new ChoiceInWords(
                Words.ask(model, settings),
                Published.template(template),
                Lengths.passages(settings, Ids.NUMBERS),
                _ -> new LabelReader(Ids.NUMBERS, "document", Where.ANSWER_TAG),
                LABEL,
                closing,
                Filling.NOTHING);
        return Sets.over(
                settings.yes("shuffle") ? new Shuffled(judge, 1, settings.whole("seed")) : judge,
                settings,
                "heap",
                "bubble");
    }
}
