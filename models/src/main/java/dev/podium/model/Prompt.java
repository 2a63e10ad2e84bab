package dev.podium.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What a language model is shown before it is asked for what comes next, in named parts.
 *
 * <p>Parts, because a method must be able to say what may be cut and what never, and to find its candidates again among the tokens.
 * Texts are joined as they stand, with nothing between them: blanks and line breaks are part of the texts.
 *
 * <pre>{@code
 * Prompt prompt = Prompt.plain(
 *         Part.fixed("Query: "), Part.query("query", query), Part.fixed(" Document: "),
 *         Part.document("document", text, 400), Part.fixed(" Relevant:"));
 * }</pre>
 *
 * @param form how the model meets it
 * @param parts in their order; names that are not empty differ
 * @since 0.1.0
 */
public record Prompt(Form form, List<Part> parts) {

    /** How a model meets a prompt. */
    public enum Form {
        /** The parts alone, with the marks that the model's tokenizer puts around a text. */
        PLAIN,
        /**
         * A conversation, in the model's own template: neighbouring parts of one role are one turn. A last turn of the
         * assistant's is the begin of the answer, which the model goes on with.
         */
        CHAT,
        /**
         * Several texts for an encoder-decoder: each part that stands apart begins one. The encoder reads them one by one,
         * the decoder looks at all of them (Fusion-in-Decoder, arXiv 2007.01282).
         */
        FUSED
    }

    /** What may be done to a part that is too long. */
    public enum Kind {
        /** Nothing: instructions, and the end at which the model answers. */
        FIXED,
        /** Cut at its end when no document has a token left. */
        QUERY,
        /** Cut at its end first, the longest of several first. */
        DOCUMENT
    }

    /**
     * A stretch of a prompt.
     *
     * @param name by which it is found again; empty where nobody looks for it
     * @param role who says it, in a conversation
     * @param text as the model reads it
     * @param kind what may be done to it
     * @param maxTokens it is cut to, whatever room there is; {@link Integer#MAX_VALUE} for no such limit
     * @param apart whether it is tokenized apart from what stands before it, so that no token spans both; published checkpoints
     *     that were trained so need it
     */
    public record Part(String name, Message.Role role, String text, Kind kind, int maxTokens, boolean apart) {
        public Part {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(role, "role");
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(kind, "kind");
            if (maxTokens < 0) {
                throw new IllegalArgumentException(
                        "The tokens of the part \"%s\" (%d) must be at least 0.".formatted(name, maxTokens));
            }
        }

        /** Words of ours. */
        public static Part fixed(String text) {
            return new Part("", Message.Role.USER, text, Kind.FIXED, Integer.MAX_VALUE, false);
        }

        /** What is asked. */
        public static Part query(String name, String text) {
            return new Part(name, Message.Role.USER, text, Kind.QUERY, Integer.MAX_VALUE, false);
        }

        /** What may answer. */
        public static Part document(String name, String text, int maxTokens) {
            return new Part(name, Message.Role.USER, text, Kind.DOCUMENT, maxTokens, false);
        }

        /** The same, under a name. */
        public Part called(String other) {
            return new Part(other, role, text, kind, maxTokens, apart);
        }

        /** The same, said by somebody else. */
        public Part by(Message.Role other) {
            return new Part(name, other, text, kind, maxTokens, apart);
        }

        /** The same, tokenized apart from what stands before. */
        public Part standingApart() {
            return new Part(name, role, text, kind, maxTokens, true);
        }
    }

    /** Copies and checks. */
    public Prompt {
        Objects.requireNonNull(form, "form");
        parts = List.copyOf(parts);
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("A prompt must have at least one part.");
        }
        Set<String> names = new HashSet<>();
        for (Part part : parts) {
            if (!part.name().isEmpty() && !names.add(part.name())) {
                throw new IllegalArgumentException(
                        "Two parts of the prompt are called \"%s\".\nMaybe number them.".formatted(part.name()));
            }
        }
    }

    /** The parts alone. */
    public static Prompt plain(Part... parts) {
        return new Prompt(Form.PLAIN, List.of(parts));
    }

    /** A conversation. */
    public static Prompt chat(Part... parts) {
        return new Prompt(Form.CHAT, List.of(parts));
    }

    /** A conversation of turns that nothing may be done to. */
    public static Prompt chat(List<Message> turns) {
        return new Prompt(
                Form.CHAT,
                turns.stream()
                        .map(turn -> Part.fixed(turn.text()).by(turn.role()))
                        .toList());
    }

    /** The texts of all parts, joined. */
    public String text() {
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(part.text()));
        return text.toString();
    }

    /** The parts as turns, uncut: for a service, which knows its own template. */
    public List<Message> turns() {
        List<Message> turns = new ArrayList<>();
        for (Part part : parts) {
            Message last = turns.isEmpty() ? null : turns.getLast();
            if (last != null && last.role() == part.role()) {
                turns.set(turns.size() - 1, new Message(last.role(), last.text() + part.text()));
            } else {
                turns.add(new Message(part.role(), part.text()));
            }
        }
        return turns;
    }

    /** The part of this name. */
    public Part part(String name) {
        return parts.stream()
                .filter(part -> part.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("The prompt has no part \"%s\"; it has %s."
                        .formatted(
                                name,
                                parts.stream()
                                        .map(Part::name)
                                        .filter(n -> !n.isEmpty())
                                        .toList())));
    }
}
