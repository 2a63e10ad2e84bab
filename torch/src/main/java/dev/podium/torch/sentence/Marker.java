package dev.podium.torch.sentence;

import dev.podium.text.Tokenizer;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The one token that late interaction puts before a query or a document.
 *
 * <p>It goes in as an id: as text, the tokenizer may cut it into pieces that the model never saw.
 *
 * @param text what it is written as, at the beginning of a prompt
 * @param id the token
 */
record Marker(String text, int id) {

    /**
     * The token that a prefix is, all of it with its blank, or its first word.
     *
     * @return null if it is neither: then it is text as any other
     */
    static @Nullable Marker of(String prefix, Tokenizer tokenizer) {
        if (prefix.isBlank()) {
            return null;
        }
        String word = prefix.strip().split("\\s", 2)[0];
        for (String text : new String[] {prefix, prefix.substring(0, prefix.indexOf(word)) + word}) {
            OptionalInt id = tokenizer.vocabulary().id(text.equals(prefix) ? prefix : word);
            if (id.isPresent()) {
                return new Marker(text, id.getAsInt());
            }
        }
        return null;
    }
}
