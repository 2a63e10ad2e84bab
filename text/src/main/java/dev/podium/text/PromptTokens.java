package dev.podium.text;

import dev.podium.model.Prompt;
import dev.podium.model.ReadPart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A {@link Prompt} as one model reads it: token ids, cut to its length, and where each named part stands among them.
 *
 * <p>The text is tokenized whole, as its checkpoint's own code does, but at parts that {@linkplain Prompt.Part#apart stand apart};
 * and parts are found again by where in the text a token ends. What is too long is cut in its text, after a token, and the whole
 * is tokenized again: first each part to its own limit; then the documents, the longest first, one token at a time, until all fits;
 * when no document has a token left, the queries. Fixed parts are never cut.
 *
 * @since 0.1.0
 */
public final class PromptTokens {

    /** Cutting may change how the text around is tokenized; more rounds than this were never needed. */
    private static final int ROUNDS = 64;

    /** Chars of the end that decide how a label behind them is tokenized; words are shorter. */
    private static final int ENDING = 48;

    private final int[] ids;
    private final String ending;
    private final Map<String, Span> spans;
    private final List<ReadPart> parts;

    private PromptTokens(int[] ids, String ending, Map<String, Span> spans, List<ReadPart> parts) {
        this.ids = ids;
        this.ending = ending;
        this.spans = spans;
        this.parts = List.copyOf(parts);
    }

    /**
     * Reads a prompt.
     *
     * @param template of the model; needed for conversations alone
     * @param limit at most so many tokens, at least 1
     * @throws IllegalArgumentException if the parts that may not be cut are longer; if a conversation has no template, or one that
     *     changes what it is given
     */
    public static PromptTokens of(Prompt prompt, Tokenizer tokenizer, @Nullable ChatTemplate template, int limit) {
        PromptText text = PromptText.of(prompt, template);
        List<Prompt.Part> parts = prompt.parts();
        int[] whole = new int[parts.size()];
        for (int i = 0; i < whole.length; i++) {
            Prompt.Part part = parts.get(i);
            if (part.kind() != Prompt.Kind.FIXED && part.maxTokens() < Integer.MAX_VALUE) {
                Encoding alone = tokenizer.encode(text.text(i), false);
                if (alone.size() > part.maxTokens()) {
                    whole[i] = alone.size();
                    int end = part.maxTokens() == 0 ? 0 : alone.to(part.maxTokens() - 1);
                    text = text.with(i, text.text(i).substring(0, end));
                }
            }
        }
        Laid laid = Laid.of(prompt, text, tokenizer);
        for (int round = 0; laid.ids.length > limit; round++) {
            int[] sizes = laid.sizes();
            int[] wanted = sizes.clone();
            int over = trim(parts, wanted, Prompt.Kind.DOCUMENT, laid.ids.length - limit);
            over = trim(parts, wanted, Prompt.Kind.QUERY, over);
            if (over > 0 || round == ROUNDS) {
                throw new IllegalArgumentException(
                        "The parts of the prompt that may not be cut are %d tokens, and the limit is %d.\nMaybe shorten the instructions, or use a model with a longer context."
                                .formatted(
                                        laid.ids.length
                                                - Arrays.stream(sizes).sum()
                                                + Arrays.stream(wanted).sum(),
                                        limit));
            }
            for (int i = 0; i < wanted.length; i++) {
                if (wanted[i] < sizes[i]) {
                    whole[i] = Math.max(whole[i], sizes[i]);
                    text = text.with(i, text.text(i).substring(0, laid.charsOf(i, wanted[i])));
                }
            }
            laid = Laid.of(prompt, text, tokenizer);
        }
        return laid.read(whole, text);
    }

    /** Takes tokens from the longest part of a kind, the last of equally long ones. @return how many are still too many */
    private static int trim(List<Prompt.Part> parts, int[] sizes, Prompt.Kind kind, int over) {
        int left = over;
        while (left > 0) {
            int longest = -1;
            for (int i = 0; i < sizes.length; i++) {
                if (parts.get(i).kind() == kind && sizes[i] > 0 && (longest < 0 || sizes[i] >= sizes[longest])) {
                    longest = i;
                }
            }
            if (longest < 0) {
                return left;
            }
            sizes[longest]--;
            left--;
        }
        return left;
    }

    /** All ids; the array is the caller's own. */
    public int[] ids() {
        return ids.clone();
    }

    /** How many tokens. */
    public int size() {
        return ids.length;
    }

    /** The end of the text, as far as it decides how what follows is tokenized: the context of {@link Identifiers}. */
    public String ending() {
        return ending;
    }

    /**
     * Where a named part stands; empty if nothing of it was read.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public Span span(String part) {
        Span span = spans.get(part);
        if (span == null) {
            throw new IllegalArgumentException(
                    "The prompt has no part \"%s\"; it has %s.".formatted(part, spans.keySet()));
        }
        return span;
    }

    /** How much was read of each named part, in their order. */
    public List<ReadPart> parts() {
        return parts;
    }

    /** One attempt: the text tokenized, and each part's tokens in it. */
    private static final class Laid {

        private final Prompt prompt;
        private final int[] ids;
        private final int[] first;
        private final int[] last;
        private final int[] ends;
        private final int[] starts;

        private Laid(Prompt prompt, int[] ids, int[] first, int[] last, int[] ends, int[] starts) {
            this.prompt = prompt;
            this.ids = ids;
            this.first = first;
            this.last = last;
            this.ends = ends;
            this.starts = starts;
        }

        static Laid of(Prompt prompt, PromptText text, Tokenizer tokenizer) {
            List<Integer> ids = new ArrayList<>();
            List<Integer> ends = new ArrayList<>();
            boolean marks = prompt.form() == Prompt.Form.PLAIN;
            Encoding around = tokenizer.encode("a", true);
            for (int i = 0; marks && i < around.size() && around.text(i) < 0; i++) {
                ids.add(around.ids()[i]);
                ends.add(0);
            }
            int n = prompt.parts().size();
            int[] starts = new int[n];
            int[] stops = new int[n];
            StringBuilder segment = new StringBuilder();
            int at = 0;
            for (PromptText.Piece piece : text.pieces()) {
                int part = piece.part();
                if (part >= 0 && prompt.parts().get(part).apart()) {
                    encode(segment, at, tokenizer, ids, ends);
                    at += segment.length();
                    segment.setLength(0);
                }
                if (part >= 0) {
                    starts[part] = at + segment.length();
                    stops[part] = starts[part] + piece.text().length();
                }
                segment.append(piece.text());
            }
            encode(segment, at, tokenizer, ids, ends);
            int suffix = around.size();
            while (marks && suffix > 0 && around.text(suffix - 1) < 0) {
                suffix--;
            }
            for (int i = suffix; marks && i < around.size(); i++) {
                ids.add(around.ids()[i]);
                ends.add(Integer.MAX_VALUE);
            }
            int[] end = ends.stream().mapToInt(Integer::intValue).toArray();
            int[] first = new int[n];
            int[] last = new int[n];
            for (int part = 0; part < n; part++) {
                first[part] = after(end, starts[part]);
                last[part] = Math.max(first[part], after(end, stops[part]));
            }
            return new Laid(prompt, ids.stream().mapToInt(Integer::intValue).toArray(), first, last, end, starts);
        }

        private static void encode(
                StringBuilder segment, int at, Tokenizer tokenizer, List<Integer> ids, List<Integer> ends) {
            if (segment.isEmpty()) {
                return;
            }
            Encoding encoding = tokenizer.encode(segment.toString(), false);
            int[] own = encoding.ids();
            int end = at;
            for (int i = 0; i < own.length; i++) {
                ids.add(own[i]);
                // A token without a place of its own belongs to what stands before it.
                end = Math.max(end, at + encoding.to(i));
                ends.add(end);
            }
        }

        /** The first token that ends after a place in the text: one that reaches into a part belongs to it. */
        private static int after(int[] ends, int place) {
            int i = 0;
            while (i < ends.length && ends[i] <= place) {
                i++;
            }
            return i;
        }

        int[] sizes() {
            int[] sizes = new int[first.length];
            for (int i = 0; i < sizes.length; i++) {
                sizes[i] = last[i] - first[i];
            }
            return sizes;
        }

        /** How many chars of a part its first tokens are. */
        int charsOf(int part, int tokens) {
            return tokens == 0 ? 0 : Math.max(0, ends[first[part] + tokens - 1] - starts[part]);
        }

        PromptTokens read(int[] whole, PromptText text) {
            Map<String, Span> spans = new LinkedHashMap<>();
            List<ReadPart> parts = new ArrayList<>();
            for (int i = 0; i < first.length; i++) {
                String name = prompt.parts().get(i).name();
                if (!name.isEmpty()) {
                    spans.put(name, new Span(first[i], last[i]));
                    int used = last[i] - first[i];
                    parts.add(new ReadPart(name, Math.max(whole[i], used), used));
                }
            }
            String all = text.text();
            return new PromptTokens(ids, all.substring(Math.max(0, all.length() - ENDING)), spans, parts);
        }
    }
}
