package dev.podium.torch.sentence;

import dev.podium.text.ChatMessage;
import dev.podium.text.ChatOptions;
import dev.podium.text.ChatTemplate;
import dev.podium.text.Encoding;
import dev.podium.text.Span;
import dev.podium.text.Tokenizer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Texts as messages of a conversation, in the words of the checkpoint's chat template.
 *
 * <p>A lone text is a message of the user; a pair is a message of {@code query} and one of {@code document}; a prompt is the system's
 * message. What the template writes behind the last text, where a model is made to answer, is never cut: too long a conversation
 * loses the end of its texts, or, by the reference's law, whatever stands before that tail.
 *
 * <p>Where a text stands in a conversation is found by saying another one in its place and looking at what changes: so no template
 * need be understood, and it may trim or quote what it is given.
 */
final class ChatReader implements Reader {

    private final Tokenizer tokenizer;
    private final ChatTemplate template;
    private final ChatOptions options;
    private final boolean structured;
    private final Prompts prompts;
    private final int maxTokens;

    /**
     * @param tokenizer closed with this
     * @param structured whether the content of a message is a list of parts rather than its text
     */
    ChatReader(
            Tokenizer tokenizer,
            ChatTemplate template,
            ChatOptions options,
            boolean structured,
            Prompts prompts,
            int maxTokens) {
        this.tokenizer = tokenizer;
        this.template = template;
        this.options = options;
        this.structured = structured;
        this.prompts = prompts;
        this.maxTokens = maxTokens;
    }

    @Override
    public Shown text(String text, Task task) {
        String prompt = prompts.of(task);
        String said = render(prompt, text, null);
        Encoding whole = tokenizer.encode(said, false);
        Span place = tokens(whole, changed(said, render(prompt, unlike(text), null)));
        return beforeTail(whole, place);
    }

    @Override
    public Shown pair(String query, String document, Truncation truncation) {
        String prompt = prompts.of(Task.NONE);
        String said = render(prompt, query, document);
        Encoding whole = tokenizer.encode(said, false);
        Span doc = tokens(whole, changed(said, render(prompt, query, unlike(document))));
        if (truncation == Truncation.LONGEST_FIRST || whole.size() <= maxTokens) {
            return beforeTail(whole, doc);
        }
        Span ask = tokens(whole, changed(said, render(prompt, unlike(query), document)));
        int room = Math.max(0, maxTokens - (whole.size() - ask.size() - doc.size()));
        int[] kept = truncation.kept(ask.size(), doc.size(), room);
        boolean[] gone = new boolean[whole.size()];
        Arrays.fill(gone, ask.from() + kept[0], ask.to(), true);
        Arrays.fill(gone, doc.from() + kept[1], doc.to(), true);
        int[] all = whole.ids();
        int[] ids = java.util.stream.IntStream.range(0, all.length)
                .filter(i -> !gone[i])
                .map(i -> all[i])
                .toArray();
        return shown(ids.length > maxTokens ? Arrays.copyOf(ids, maxTokens) : ids, doc.size(), kept[1]);
    }

    /** The reference's law: the conversation is cut at its end, and its last tokens written over by those behind the last text. */
    private Shown beforeTail(Encoding whole, Span last) {
        int[] ids = whole.ids();
        int lost = ids.length - maxTokens;
        if (lost <= 0) {
            return shown(ids, last.size(), last.size());
        }
        int tail = Math.min(ids.length - last.to(), maxTokens);
        int[] kept = Arrays.copyOf(ids, maxTokens);
        System.arraycopy(ids, ids.length - tail, kept, maxTokens - tail, tail);
        return shown(kept, last.size(), Math.max(0, last.size() - lost));
    }

    /** A text that begins and ends unlike another. */
    private static String unlike(String text) {
        String stripped = text.strip();
        for (String other : List.of("0", "1")) {
            if (!stripped.startsWith(other) && !stripped.endsWith(other)) {
                return other;
            }
        }
        return "2";
    }

    /** What of a text is not in another, in chars: neither in its beginning nor in its end. */
    private static Span changed(String text, String other) {
        int most = Math.min(text.length(), other.length());
        int from = 0;
        while (from < most && text.charAt(from) == other.charAt(from)) {
            from++;
        }
        int behind = 0;
        while (behind < most - from
                && text.charAt(text.length() - 1 - behind) == other.charAt(other.length() - 1 - behind)) {
            behind++;
        }
        return new Span(from, text.length() - behind);
    }

    /** The tokens of some chars: those that begin among them or before, and end among them. */
    private static Span tokens(Encoding encoding, Span chars) {
        int from = 0;
        while (from < encoding.size() && encoding.to(from) <= chars.from()) {
            from++;
        }
        int to = from;
        while (to < encoding.size() && encoding.to(to) <= chars.to()) {
            to++;
        }
        return new Span(from, to);
    }

    private static Shown shown(int[] ids, int tokens, int used) {
        return new Shown(ids, new int[ids.length], ids.length, 0, tokens, used);
    }

    private String render(String prompt, String first, @Nullable String document) {
        List<ChatMessage> messages = new ArrayList<>();
        if (!prompt.isEmpty()) {
            messages.add(message("system", prompt));
        }
        if (document == null) {
            messages.add(message("user", first));
        } else {
            messages.add(message("query", first));
            messages.add(message("document", document));
        }
        return template.render(messages, options);
    }

    private ChatMessage message(String role, String text) {
        return structured
                ? new ChatMessage(Map.of("role", role, "content", List.of(Map.of("type", "text", "text", text))))
                : ChatMessage.of(role, text);
    }

    @Override
    public int maxTokens() {
        return maxTokens;
    }

    @Override
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    @Override
    public int id(String token) {
        return tokenizer.vocabulary().id(token).orElse(-1);
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
