package dev.podium.torch.sentence;

import dev.podium.text.Special;
import dev.podium.text.Tokenizer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Texts as they are, behind their prompt.
 *
 * <p>Prompt and text are cut into tokens together, as the reference does, but for a {@link Marker}.
 */
final class PlainReader implements Reader {

    /**
     * Lengths that differ from the model's.
     *
     * @param all tokens of a sequence at most
     * @param query of a query at most
     * @param document of a document at most
     */
    record Limits(int all, int query, int document) {

        /** One for all. */
        static Limits of(int all) {
            return new Limits(all, all, all);
        }

        int of(Task task) {
            return switch (task) {
                case QUERY -> query;
                case DOCUMENT -> document;
                case NONE -> all;
            };
        }
    }

    private final Tokenizer tokenizer;
    private final Prompts prompts;
    private final Limits limits;
    private final boolean lowerCase;
    private final @Nullable Expansion expansion;
    private final Map<Task, Marker> markers;
    private final Marks alone;
    private final Map<String, Integer> promptLengths = new ConcurrentHashMap<>();
    private @Nullable Marks together;

    /**
     * @param tokenizer closed with this
     * @param marked whether the tokenizer's marks are put around a text
     * @param expansion of queries, if there is one
     * @param markers what the prompt of a task begins with, where it does
     */
    PlainReader(
            Tokenizer tokenizer,
            boolean marked,
            Prompts prompts,
            Limits limits,
            boolean lowerCase,
            @Nullable Expansion expansion,
            Map<Task, Marker> markers) {
        this.tokenizer = tokenizer;
        this.prompts = prompts;
        this.limits = limits;
        this.lowerCase = lowerCase;
        this.expansion = expansion;
        this.markers = Map.copyOf(markers);
        this.alone = marked ? Marks.ofText(tokenizer) : Marks.NONE;
    }

    @Override
    public Shown text(String text, Task task) {
        String prompt = prompts.of(task);
        int[] tokens = tokens(prompt, text, task);
        int prompted = Math.min(promptTokens(prompt, task), tokens.length);
        Expansion grown = task == Task.QUERY ? expansion : null;
        int used = Math.min(tokens.length, Math.max(0, limit(task, grown) - alone.count()));
        int[][] shown = alone.around(
                new int[][] {tokens},
                new int[] {used},
                grown == null ? 0 : grown.length(),
                grown == null ? 0 : grown.token());
        int own = used + alone.count();
        return new Shown(
                shown[0],
                shown[1],
                grown == null || grown.attend() ? shown[0].length : own,
                prompt.isEmpty() ? 0 : alone.leading() + Math.min(prompted, used),
                tokens.length - prompted,
                Math.max(0, used - prompted));
    }

    private int limit(Task task, @Nullable Expansion grown) {
        if (grown == null) {
            return limits.of(task);
        }
        return grown.fixed() ? grown.length() : Math.max(limits.query(), grown.length());
    }

    private int[] tokens(String prompt, String text, Task task) {
        Marker marker = markers.get(task);
        if (marker == null) {
            return encoded(prompt + text);
        }
        int[] rest = encoded(prompt.substring(marker.text().length()) + text);
        int[] all = new int[rest.length + 1];
        all[0] = marker.id();
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }

    private int promptTokens(String prompt, Task task) {
        return prompt.isEmpty()
                ? 0
                : promptLengths.computeIfAbsent(task + prompt, any -> tokens(prompt, "", task).length);
    }

    private int[] encoded(String text) {
        return tokenizer.encode(lowerCase ? lower(text) : text, false).ids();
    }

    /** Code point by code point, as the tokenizers' own normalizer does: a Greek sigma at the end of a word stays a usual one. */
    private static String lower(String text) {
        StringBuilder lower = new StringBuilder(text.length());
        text.codePoints()
                .forEach(point -> lower.append(Character.toString(point).toLowerCase(Locale.ROOT)));
        return lower.toString();
    }

    @Override
    public Shown pair(String query, String document, Truncation truncation) {
        Marks marks = together;
        if (marks == null) {
            marks = Marks.ofPair(tokenizer);
            together = marks;
        }
        int[][] texts = {encoded(prompts.of(Task.NONE) + query), encoded(document)};
        int room = Math.max(0, limits.all() - marks.count());
        int[] kept = truncation.kept(texts[0].length, texts[1].length, room);
        int[][] shown = marks.around(texts, kept, 0, 0);
        return new Shown(shown[0], shown[1], shown[0].length, 0, texts[1].length, kept[1]);
    }

    @Override
    public int maxTokens() {
        return limits.all();
    }

    @Override
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    @Override
    public int id(String token) {
        return tokenizer.vocabulary().id(token).orElse(-1);
    }

    /** The mask, or where there is none the end of a text: what queries are expanded by. */
    static int filler(Tokenizer tokenizer) {
        return tokenizer
                .special(Special.MASK)
                .orElse(tokenizer.special(Special.EOS).orElse(0));
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
