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
import dev.podium.prompt.Template;
import dev.podium.published.Published;
import dev.podium.read.Ask;
import dev.podium.read.LabelReader;
import dev.podium.read.Where;

/**
 * A language model names the best of a few passages by its letter; a heap asks only what it must know for the best ten.
 *
 * <p>With a perfect judge about 82 calls for 100 candidates in random order at 3 children, 69 where they are sorted already; real models
 * contradict themselves and are asked some 125 times. {@code order=bubble} carries the best of each window along instead.
 *
 * <p>Source: Setwise, arXiv 2310.09497, section 3. Departs from it: an unreadable answer is asked for again and then fails the query,
 * where its code lets the node of the heap stand in silence ({@code unreadable=keep} does so and counts); equal votes of
 * {@code permutations} go to the passage shown first and not to chance. The answer is begun with the word "Passage";
 * {@code begun=no} leaves it to the model, as the authors' client of a chat service does. An encoder-decoder gets the word at the end of
 * what it reads, where their code begins the decoder with it.
 *
 * @since 0.1.0
 */
public final class Setwise {

    /** In the catalogue. */
    public static final Method METHOD = Lengths.settings(
                    Words.settings(
                            Sets.settings(
                                    Method.named("setwise")
                                            .family("setwise")
                                            .paper("Setwise, Zhuang et al., arXiv 2310.09497")
                                            .needs(Generation.class),
                                    3,
                                    "heap, or bubble: a window of children + 1 that moves from the tail to the head"),
                            // "Passage A" is three tokens to T5, which may say the word again
                            3,
                            0),
                    0,
                    128)
            .setting(
                    "permutations",
                    "1",
                    "orders in which each set is shown, at least 1; beyond 1 they are shuffled and vote")
            .setting(
                    "begun",
                    "yes",
                    "yes: the answer is begun with the word Passage; no: for services that cannot go on with one")
            .builtAs(Setwise::order);

    private Setwise() {}

    private static Order order(Model model, Settings settings) {
        Ask ask = Words.ask(model, settings);
        boolean begun = settings.yes("begun");
        Template template = begun ? Sets.begun(ask.model().forms()) : Published.template("setwise");
        Selector judge = new ChoiceInWords(
                ask,
                template,
                Lengths.passages(settings, Ids.LETTERS),
                _ -> new LabelReader(Ids.LETTERS, "Passage", Where.AFTER_THOUGHTS),
                begun ? " %s" : "Passage %s",
                "",
                Filling.NOTHING);
        int permutations = settings.integer("permutations", 1);
        return Sets.over(
                permutations == 1 ? judge : new Shuffled(judge, permutations, settings.whole("seed")),
                settings,
                "heap",
                "bubble");
    }
}
