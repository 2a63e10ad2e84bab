package dev.podium.torch.sentence;

import dev.podium.torch.config.Config;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The words that a folder puts before a text.
 *
 * @param texts by name
 * @param usual the name of the one for texts that are neither query nor document; empty for none
 */
record Prompts(Map<String, String> texts, String usual) {

    private static final List<String> DOCUMENT = List.of("document", "passage", "corpus");

    /** Copies. */
    Prompts {
        texts = Map.copyOf(texts);
    }

    /** {@code config_sentence_transformers.json}. */
    static Prompts read(Config config) {
        Map<String, String> texts = new LinkedHashMap<>();
        config.under("prompts")
                .json()
                .properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asString("")));
        return new Prompts(texts, config.textOr("", "default_prompt_name"));
    }

    /** The same with a text put before the query's prompt and one before the document's. */
    Prompts behind(String query, String document) {
        Map<String, String> all = new LinkedHashMap<>(texts);
        all.merge("query", query, Prompts::before);
        all.merge("document", document, Prompts::before);
        return new Prompts(all, usual);
    }

    private static String before(String own, String marker) {
        return own.startsWith(marker) ? own : marker + own;
    }

    /** What stands before a text; a query or a document never gets the default prompt, as in the reference. */
    String of(Task task) {
        return switch (task) {
            case QUERY -> texts.getOrDefault("query", "");
            case DOCUMENT ->
                DOCUMENT.stream()
                        .filter(texts::containsKey)
                        .findFirst()
                        .map(texts::get)
                        .orElse("");
            case NONE -> texts.getOrDefault(usual, "");
        };
    }
}
