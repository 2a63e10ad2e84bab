package dev.podium.judge;

import dev.podium.ask.Arranger;
import dev.podium.model.Method;
import dev.podium.model.Settings;
import dev.podium.order.Order;
import dev.podium.order.Sliding;
import dev.podium.order.TopDown;
import java.util.Locale;

/**
 * Windows over a list: the settings that all methods share which order some candidates at a time.
 *
 * @since 0.1.0
 */
public final class Windows {

    private Windows() {}

    /** The settings, added to a method. */
    public static Method.Draft settings(Method.Draft draft, int window, int stride) {
        return draft.setting("window", String.valueOf(window), "candidates shown at once, at least 2")
                .setting(
                        "stride",
                        String.valueOf(stride),
                        "how far the window moves, in 1..window; the pivot's rank with topdown")
                .setting(
                        "passes",
                        "1",
                        "times the whole list is gone over, each on the result of the one before, at least 1")
                .setting(
                        "windows",
                        "sliding",
                        "sliding, from the tail to the head; or topdown, all at once against a pivot")
                .setting(
                        "loop",
                        "clamped",
                        "which windows slide: clamped, or rankgpt or first, as the code of those papers");
    }

    /** The order by these settings. */
    public static Order over(Arranger arranger, Settings settings) {
        int window = settings.integer("window", 2);
        int stride = settings.integer("stride", 1);
        if (settings.choice("windows", "sliding", "topdown").equals("topdown")) {
            return new TopDown(arranger, window, stride);
        }
        return new Sliding(
                arranger,
                window,
                stride,
                settings.integer("passes", 1),
                Sliding.Loop.valueOf(
                        settings.choice("loop", "clamped", "rankgpt", "first").toUpperCase(Locale.ROOT)));
    }
}
