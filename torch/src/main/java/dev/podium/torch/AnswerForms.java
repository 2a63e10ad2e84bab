package dev.podium.torch;

import dev.podium.grammar.Answers;
import dev.podium.grammar.Grammar;
import dev.podium.grammar.Pieces;
import dev.podium.model.AnswerForm;
import dev.podium.text.Tokenizer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Forms of answers as grammars over one model's tokens, kept for the next call.
 *
 * <p>After {@code Answer:} a model writes {@code " A"} and hardly ever {@code "A"}: there a blank may come before the answer, which is
 * not told. After a blank, a line break or an opening bracket none may, as nobody writes one there.
 */
final class AnswerForms {

    /** Windows of twenty labels and answers of one: a method asks within a form or two. */
    private static final int MOST_FORMS = 16;

    // Each window orders its labels in another way and finds states of its own, of about a kilobyte.
    private static final int MOST_STATES = 20_000;

    private static final String CLOSING = ":;,.!?)]}>=\u00bb\u201d";

    /** Answers over the tokens of a model. */
    record Held(Answers answers, Grammar grammar) {

        /** What was written, without the blank before the answer. */
        String told(String text) {
            return !answers.contains(text) && text.startsWith(" ") && answers.contains(text.substring(1))
                    ? text.substring(1)
                    : text;
        }
    }

    private record Key(AnswerForm form, boolean blank) {}

    private final Tokenizer tokenizer;
    private final Set<Integer> ends;
    private final Map<Key, Held> known = new LinkedHashMap<>(); // the last used last
    private @Nullable Pieces pieces;

    /** @param ends tokens that end an answer */
    AnswerForms(Tokenizer tokenizer, Collection<Integer> ends) {
        this.tokenizer = tokenizer;
        this.ends = Set.copyOf(ends);
    }

    /** Whether answers can be held to a form: only where a token ends them. */
    boolean constrains() {
        return !ends.isEmpty();
    }

    /**
     * The answers of a form.
     *
     * @param ending of the text before the answer; empty where the answer is a text of its own
     * @throws IllegalArgumentException if the tokens of the model can write none of them
     */
    synchronized Held of(AnswerForm form, String ending) {
        Key key = new Key(form, blankMayFollow(ending));
        Held held = known.remove(key);
        if (held == null || held.grammar().states() > MOST_STATES) {
            if (pieces == null) {
                pieces = Pieces.of(tokenizer.vocabulary(), ends);
            }
            Answers plain = answers(form);
            held = new Held(plain, Grammar.of(key.blank() ? plain.orAfterBlank() : plain, pieces));
        }
        known.put(key, held);
        if (known.size() > MOST_FORMS) {
            known.remove(known.keySet().iterator().next());
        }
        return held;
    }

    private static Answers answers(AnswerForm form) {
        return switch (form) {
            case AnswerForm.OneOf(List<String> labels) -> Answers.oneOf(labels);
            case AnswerForm.Some(List<String> labels, int size, String separator) ->
                Answers.subset(labels, size, separator);
            case AnswerForm.WholeNumber(int least, int greatest) -> Answers.integer(least, greatest);
            case AnswerForm.Scores(List<String> keys, int least, int greatest) -> Answers.scores(keys, least, greatest);
        };
    }

    /** Behind a word or what closes; a text of its own may begin with one too, as words do in SentencePiece. */
    static boolean blankMayFollow(String ending) {
        if (ending.isEmpty()) {
            return true;
        }
        int last = ending.codePointBefore(ending.length());
        return Character.isLetterOrDigit(last) || CLOSING.indexOf(last) >= 0;
    }
}
