package dev.podium.judge;

import dev.podium.Slate;
import dev.podium.model.Method;
import dev.podium.model.PlainText;
import dev.podium.model.Prompt;
import dev.podium.model.Prompt.Kind;
import dev.podium.model.Prompt.Part;
import dev.podium.model.Settings;
import dev.podium.prompt.Filling;
import dev.podium.prompt.Passages;
import dev.podium.prompt.Template;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Prompts that show one candidate each, as pointwise methods ask.
 *
 * <p>Query and candidate are shown as they are, line breaks and brackets included: nothing in them can be taken for the name of a
 * neighbour, and checkpoints were trained on texts as they are. Only marks of conversations are made harmless. Slots of the template that it fills: {@code query} and {@code passage}.
 *
 * @param template of the prompt
 * @param queryTokens of the query that are shown at most
 * @param passageTokens of the candidate that are shown at most
 * @param slots filled besides
 * @since 0.1.0
 */
public record OneByOne(Template template, int queryTokens, int passageTokens, Filling slots) {

    /** Enough to fill a processor's batch, few enough that a spent limit loses little. */
    private static final int PART = 128;

    /** The settings, added to a method; 0 for no limit of that kind. */
    public static Method.Draft settings(Method.Draft draft, int queryTokens, int passageTokens) {
        return draft.setting(
                        "query-tokens", String.valueOf(queryTokens), "tokens of the query that are shown; 0 for all")
                .setting(
                        "passage-tokens",
                        String.valueOf(passageTokens),
                        "tokens of a candidate that are shown, where the model counts them; 0 for all");
    }

    /** Prompts by these settings. */
    public static OneByOne of(Settings settings, Template template, Filling slots) {
        return new OneByOne(template, settings.limit("query-tokens"), settings.limit("passage-tokens"), slots);
    }

    /**
     * The prompt about one candidate; its part is called as {@link Passages#name} calls the first, so that what was cut of it can be
     * told.
     *
     * @param one a slate of a single candidate
     */
    public Prompt prompt(Set<Prompt.Form> forms, Slate one) {
        Part query = new Part(
                "query",
                Part.fixed("").role(),
                Passages.withoutMarks(PlainText.of(one.query())),
                Kind.QUERY,
                queryTokens,
                false);
        Part passage =
                Part.document(Passages.name(0), Passages.withoutMarks(PlainText.of(one.candidate(0))), passageTokens);
        return template.render(forms, slots.with("query", query).with("passage", passage), List.of());
    }

    /**
     * Scores a slate some candidates at a time.
     *
     * @param scoring of slates of one candidate each, one score a slate
     */
    public static double[] inParts(Slate slate, Function<List<Slate>, double[]> scoring) {
        double[] scores = new double[slate.size()];
        for (int from = 0; from < scores.length; from += PART) {
            List<Slate> part = IntStream.range(from, Math.min(from + PART, scores.length))
                    .mapToObj(slate::pick)
                    .toList();
            System.arraycopy(scoring.apply(part), 0, scores, from, part.size());
        }
        return scores;
    }
}
