package dev.podium.judge;

import dev.podium.judge.OrderInWords.Wording;
import dev.podium.model.Generation;
import dev.podium.model.Method;
import dev.podium.model.Model;
import dev.podium.model.Settings;
import dev.podium.order.Order;
import dev.podium.prompt.Filling;
import dev.podium.prompt.Ids;
import dev.podium.prompt.Template;
import dev.podium.read.PermutationReader;
import dev.podium.read.Reader;
import dev.podium.read.Where;

/**
 * Windows of numbered passages whose orders a model writes: what most listwise methods are made of.
 *
 * @since 0.1.0
 */
public final class WrittenWindows {

    private WrittenWindows() {}

    /**
     * A listwise method that needs a model which writes, and its settings: windows of 20 that move by 10, as RankGPT's, and answers of 256
     * tokens, which a permutation of 20 has not.
     *
     * @param words of a passage that are shown; 0 for all
     */
    public static Method.Draft method(String name, String paper, int words) {
        return method(name, paper, 256, 0, words, 0);
    }

    /**
     * The same for models that think.
     *
     * @param answerTokens an answer has at most, thoughts included
     * @param temperature 0 for the most probable token always
     * @param tokens of a passage that are shown, where the model counts them; 0 for all
     */
    public static Method.Draft method(
            String name, String paper, int answerTokens, double temperature, int words, int tokens) {
        Method.Draft draft = Method.named(name).family("listwise").paper(paper).needs(Generation.class);
        return Lengths.settings(
                Words.settings(Windows.settings(draft, 20, 10), answerTokens, temperature), words, tokens);
    }

    /** Windows by these settings, whose orders a model that does not think aloud writes with arrows. */
    public static Order order(Model model, Settings settings, Template template) {
        return Windows.over(arranger(model, settings, template, new PermutationReader(), Wording.ARROWS, ""), settings);
    }

    /** The same by a model that thinks first and puts its answer between tags. */
    public static Order tagged(Model model, Settings settings, Template template, Wording wording, String closing) {
        return Windows.over(
                arranger(
                        model,
                        settings,
                        template,
                        new PermutationReader(Ids.NUMBERS, Where.ANSWER_TAG),
                        wording,
                        closing),
                settings);
    }

    /** The judge of such windows. */
    public static OrderInWords arranger(
            Model model, Settings settings, Template template, Reader reader, Wording wording, String closing) {
        return new OrderInWords(
                Words.ask(model, settings),
                template,
                Lengths.passages(settings, Ids.NUMBERS),
                reader,
                wording,
                closing,
                Filling.NOTHING);
    }
}
