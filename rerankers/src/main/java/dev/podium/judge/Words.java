package dev.podium.judge;

import dev.podium.model.Generation;
import dev.podium.model.GenerationOptions;
import dev.podium.model.Method;
import dev.podium.model.Model;
import dev.podium.model.Settings;
import dev.podium.read.Ask;
import java.util.List;

/**
 * How a model writes: the settings that all methods share whose model answers in words.
 *
 * @since 0.1.0
 */
public final class Words {

    private Words() {}

    /**
     * The settings, added to a method.
     *
     * @param tokens an answer has at most, thoughts included
     * @param temperature 0 for the most probable token always
     */
    public static Method.Draft settings(Method.Draft draft, int tokens, double temperature) {
        return settings(draft, tokens, temperature, 1);
    }

    /**
     * The same, drawing from a part of the probability.
     *
     * @param topP share of the probability that is drawn from
     */
    public static Method.Draft settings(Method.Draft draft, int tokens, double temperature, double topP) {
        return draft.setting("answer-tokens", String.valueOf(tokens), "tokens an answer has at most, at least 1")
                .setting("temperature", String.valueOf(temperature), "0 takes the most probable token always, up to 2")
                .setting(
                        "top-p",
                        String.valueOf(topP),
                        "share of the probability that is drawn from, above 0 and at most 1")
                .setting("seed", "42", "of the draws, together with the prompt")
                .setting(
                        "held",
                        "no",
                        "yes: the model is held to the form of the answer, where it can be; it cannot think then")
                .setting(
                        "unreadable",
                        "fail",
                        "what becomes of an answer that is unreadable twice: fail, keep (the candidates as they stand) or keep-at-once (and no second attempt)");
    }

    /** What asks, by these settings. */
    public static Ask ask(Model model, Settings settings) {
        double temperature = settings.number("temperature", 0, 2);
        GenerationOptions options = new GenerationOptions(
                settings.integer("answer-tokens", 1),
                temperature,
                settings.number("top-p", Double.MIN_VALUE, 1),
                List.of(),
                temperature == 0 ? null : settings.whole("seed"),
                null,
                false,
                null);
        return new Ask(
                model.as(Generation.class),
                options,
                settings.yes("held"),
                Ask.Unreadable.of(settings.choice("unreadable", "fail", "keep", "keep-at-once")));
    }
}
