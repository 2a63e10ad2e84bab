package dev.podium.text;

import dev.podium.model.Message;
import dev.podium.model.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The text of a prompt as one model reads it: the prompt's parts, and between them what the chat template says.
 *
 * <p>Templates are programs, and only running one tells what it does. So it is run twice: once with marks in place of the parts,
 * which shows where each part goes, and once with the parts themselves; where the two do not agree, the template changes what it is
 * given, and that is an error rather than a guess.
 *
 * @param pieces in their order
 */
record PromptText(List<Piece> pieces) {

    /**
     * A stretch of the text.
     *
     * @param part which part of the prompt it is, from 0; -1 for the template's own words
     */
    record Piece(int part, String text) {}

    // Private use: no text that means anything holds them.
    private static final char OPEN = '\uE0B0';
    private static final char CLOSE = '\uE0B1';
    private static final Pattern MARK = Pattern.compile(OPEN + "(\\d+)" + CLOSE);

    static PromptText of(Prompt prompt, @Nullable ChatTemplate template) {
        if (prompt.form() == Prompt.Form.PLAIN) {
            List<Piece> pieces = new ArrayList<>();
            for (int i = 0; i < prompt.parts().size(); i++) {
                pieces.add(new Piece(i, prompt.parts().get(i).text()));
            }
            return new PromptText(pieces);
        }
        if (prompt.form() == Prompt.Form.FUSED) {
            throw new IllegalArgumentException(
                    "The prompt is several texts that are fused in a decoder, and this model reads one.\nMaybe use an encoder-decoder, or Prompt.plain.");
        }
        if (template == null) {
            throw new IllegalArgumentException(
                    "The prompt is a conversation, and the model has no chat template.\nMaybe it was trained on plain text: use Prompt.plain.");
        }
        try {
            return conversation(prompt, template);
        } catch (ChatTemplateException e) {
            if (role(prompt, 0) != Message.Role.SYSTEM) {
                throw e;
            }
            return conversation(systemInUser(prompt), template);
        }
    }

    /**
     * The same said by users alone: what the first turn sets is told before the second, with a line break and a blank between, as FIRST's
     * code does for templates that refuse a system's turn (arXiv 2406.15657).
     */
    private static Prompt systemInUser(Prompt prompt) {
        List<Prompt.Part> parts = new ArrayList<>(prompt.parts());
        int last = 0;
        while (last + 1 < parts.size() && parts.get(last + 1).role() == Message.Role.SYSTEM) {
            last++;
        }
        for (int i = 0; i <= last; i++) {
            Prompt.Part part = parts.get(i);
            String text = i == last ? part.text() + "\n " : part.text();
            parts.set(
                    i,
                    new Prompt.Part(part.name(), Message.Role.USER, text, part.kind(), part.maxTokens(), part.apart()));
        }
        return new Prompt(prompt.form(), parts);
    }

    private static PromptText conversation(Prompt prompt, ChatTemplate template) {
        List<String> texts = prompt.parts().stream().map(Prompt.Part::text).toList();
        String whole = rendered(prompt, texts, template);
        List<String> marks = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            marks.add("" + OPEN + i + CLOSE);
        }
        String marked = rendered(prompt, marks, template);
        PromptText asGiven = filled(marked, texts);
        if (asGiven.text().equals(whole)) {
            return asGiven;
        }
        PromptText stripped = filled(marked, strippedAtTurns(prompt));
        if (stripped.text().equals(whole)) {
            return stripped;
        }
        throw new IllegalArgumentException(
                "The chat template changes what it is given, so the parts of the prompt cannot be found in it.\nMaybe put the special tokens into a plain prompt by hand.");
    }

    private static String rendered(Prompt prompt, List<String> texts, ChatTemplate template) {
        List<ChatMessage> messages = new ArrayList<>();
        StringBuilder turn = new StringBuilder();
        for (int i = 0; i < texts.size(); i++) {
            turn.append(texts.get(i));
            if (endsTurn(prompt, i)) {
                messages.add(ChatMessage.of(role(prompt, i).name().toLowerCase(Locale.ROOT), turn.toString()));
                turn.setLength(0);
            }
        }
        boolean begun = role(prompt, texts.size() - 1) == Message.Role.ASSISTANT;
        return template.render(messages, begun ? ChatOptions.CONTINUE : ChatOptions.ANSWER);
    }

    private static Message.Role role(Prompt prompt, int part) {
        return prompt.parts().get(part).role();
    }

    private static boolean endsTurn(Prompt prompt, int part) {
        return part + 1 == prompt.parts().size() || role(prompt, part) != role(prompt, part + 1);
    }

    /** Most templates strip what is said. */
    private static List<String> strippedAtTurns(Prompt prompt) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < prompt.parts().size(); i++) {
            String text = prompt.parts().get(i).text();
            if (i == 0 || endsTurn(prompt, i - 1)) {
                text = text.stripLeading();
            }
            texts.add(endsTurn(prompt, i) ? text.stripTrailing() : text);
        }
        return texts;
    }

    private static PromptText filled(String marked, List<String> texts) {
        List<Piece> pieces = new ArrayList<>();
        Matcher mark = MARK.matcher(marked);
        int at = 0;
        while (mark.find()) {
            pieces.add(new Piece(-1, marked.substring(at, mark.start())));
            int part = Integer.parseInt(mark.group(1));
            pieces.add(new Piece(part, texts.get(part)));
            at = mark.end();
        }
        pieces.add(new Piece(-1, marked.substring(at)));
        return new PromptText(pieces.stream()
                .filter(piece -> piece.part() >= 0 || !piece.text().isEmpty())
                .toList());
    }

    /** The same with another text for a part. */
    PromptText with(int part, String text) {
        return new PromptText(pieces.stream()
                .map(piece -> piece.part() == part ? new Piece(part, text) : piece)
                .toList());
    }

    /** The text of a part. */
    String text(int part) {
        return pieces.stream()
                .filter(piece -> piece.part() == part)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "The chat template leaves out part %d of the prompt.\nMaybe it knows no such role."
                                .formatted(part)))
                .text();
    }

    /** All pieces, joined. */
    String text() {
        StringBuilder text = new StringBuilder();
        pieces.forEach(piece -> text.append(piece.text()));
        return text.toString();
    }
}
