package dev.podium.judge;

import dev.podium.model.Method;
import dev.podium.model.Settings;
import dev.podium.prompt.Ids;
import dev.podium.prompt.Passages;

/**
 * How much of a passage is shown: the settings that all methods share whose model reads passages in a prompt.
 *
 * @since 0.1.0
 */
public final class Lengths {

    private Lengths() {}

    /** The settings, added to a method; 0 for no limit of that kind. */
    public static Method.Draft settings(Method.Draft draft, int words, int tokens) {
        return draft.setting("passage-words", String.valueOf(words), "words of a passage that are shown; 0 for all")
                .setting(
                        "passage-tokens",
                        String.valueOf(tokens),
                        "tokens of a passage that are shown, where the model counts them; 0 for all");
    }

    /** How passages are shown by these settings. */
    public static Passages passages(Settings settings, Ids ids) {
        return new Passages(
                Passages.Title.BEFORE,
                settings.limit("passage-words"),
                Integer.MAX_VALUE,
                settings.limit("passage-tokens"),
                ids);
    }
}
