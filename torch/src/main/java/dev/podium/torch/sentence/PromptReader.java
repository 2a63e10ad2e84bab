package dev.podium.torch.sentence;

import dev.podium.model.Prompt;
import dev.podium.model.ReadPart;
import dev.podium.text.ChatTemplate;
import dev.podium.text.ChatTemplateException;
import dev.podium.text.PromptTokens;
import dev.podium.text.Tokenizer;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Prompts as they stand, for a decoder whose vectors are pooled: none of the words or marks that its configuration puts around texts.
 *
 * @param tokenizer of the first module
 * @param template for conversations, if there is one
 * @param maxTokens of a prompt
 */
record PromptReader(Tokenizer tokenizer, @Nullable ChatTemplate template, int maxTokens) {

    /** @param module of the network @param reader of its texts, whose tokenizer and length count here too */
    static PromptReader of(Path module, Reader reader) {
        return new PromptReader(reader.tokenizer(), template(module), reader.maxTokens());
    }

    private static @Nullable ChatTemplate template(Path module) {
        try {
            return ChatTemplate.open(module);
        } catch (ChatTemplateException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            return null; // it has none, and reads plain text
        }
    }

    Shown shown(Prompt prompt) {
        PromptTokens read = PromptTokens.of(prompt, tokenizer, template, maxTokens);
        int cut = read.parts().stream().mapToInt(ReadPart::tokens).sum()
                - read.parts().stream().mapToInt(ReadPart::tokensUsed).sum();
        int[] ids = read.ids();
        return new Shown(ids, new int[ids.length], ids.length, 0, ids.length + cut, ids.length);
    }

    Set<Prompt.Form> forms() {
        return template == null ? Set.of(Prompt.Form.PLAIN) : Set.of(Prompt.Form.PLAIN, Prompt.Form.CHAT);
    }
}
