package dev.podium.text;

import dev.podium.text.jinja.JinjaException;
import dev.podium.text.jinja.Template;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Turns a conversation into the text a model was trained to see.
 *
 * <p>Renders as {@code apply_chat_template} of transformers 5 does, character by character. The templates are programs
 * that come with a checkpoint; they can read what they are given and nothing else, and are stopped when they grow.
 *
 * @since 0.1.0
 */
public final class ChatTemplate {

    private final Template template;
    private final Map<String, String> specialTokens;
    private final Clock clock;

    private ChatTemplate(Template template, Map<String, String> specialTokens, Clock clock) {
        this.template = template;
        this.specialTokens = specialTokens;
        this.clock = clock;
    }

    /**
     * A template from its text, for example GGUF's {@code tokenizer.chat_template}.
     *
     * @param specialTokens by the names that templates use, for example {@code bos_token}
     * @throws ChatTemplateException where the text is no template, or uses what is not known, with the line
     */
    public static ChatTemplate of(String source, Map<String, String> specialTokens) {
        return of(source, specialTokens, Clock.systemDefaultZone());
    }

    /** The same, with the clock that {@code strftime_now} reads. */
    public static ChatTemplate of(String source, Map<String, String> specialTokens, Clock clock) {
        try {
            return new ChatTemplate(Template.parse(source), new HashMap<>(specialTokens), clock);
        } catch (JinjaException e) {
            throw new ChatTemplateException(String.valueOf(e.getMessage()), null, e);
        }
    }

    /** The template of a checkpoint, the one called "default" where there are several. */
    public static ChatTemplate open(Path folder) {
        return open(folder, "default");
    }

    /**
     * A template of a checkpoint: {@code chat_template.jinja}, {@code additional_chat_templates/NAME.jinja}, or
     * {@code chat_template} in {@code tokenizer_config.json}, which is one template or a list of named ones.
     *
     * @throws IllegalArgumentException if the checkpoint has none of that name
     */
    public static ChatTemplate open(Path folder, String name) {
        JsonNode config = Json.optional(folder.resolve("tokenizer_config.json"));
        Map<String, String> sources = new LinkedHashMap<>();
        JsonNode inConfig = config.path("chat_template");
        if (inConfig.isString()) {
            sources.put("default", inConfig.stringValue());
        }
        for (JsonNode one : inConfig.isArray() ? inConfig.values() : List.<JsonNode>of()) {
            sources.put(one.path("name").asString(""), one.path("template").asString(""));
        }
        Path file = name.equals("default")
                ? folder.resolve("chat_template.jinja")
                : folder.resolve("additional_chat_templates").resolve(name + ".jinja");
        if (Files.exists(file)) {
            sources.put(name, Json.text(file));
        }
        String source = sources.get(name);
        if (source == null) {
            throw new IllegalArgumentException(
                    "The model %s has no chat template \"%s\"; it has %s.\nMaybe it was trained on plain text: use no template."
                            .formatted(folder, name, sources.keySet()));
        }
        Map<String, String> tokens = new LinkedHashMap<>();
        JsonNode map = Json.optional(folder.resolve("special_tokens_map.json"));
        for (JsonNode from : List.of(map, config)) {
            from.properties().forEach(entry -> {
                String token = entry.getKey().endsWith("_token") ? Json.token(entry.getValue()) : null;
                if (token != null) {
                    tokens.put(entry.getKey(), token);
                }
            });
        }
        return of(source, tokens);
    }

    /**
     * The text of a conversation.
     *
     * @throws ChatTemplateException if the template refuses it or fails
     */
    public String render(List<ChatMessage> messages, ChatOptions options) {
        Map<String, @Nullable Object> values = new HashMap<>(specialTokens);
        values.put("messages", messages.stream().map(ChatMessage::members).toList());
        values.put("tools", options.tools().isEmpty() ? null : options.tools());
        values.put("documents", null);
        values.put("add_generation_prompt", options.generationPrompt());
        values.putAll(options.variables());
        String text;
        try {
            text = template.render(values, clock);
        } catch (JinjaException e) {
            throw new ChatTemplateException(String.valueOf(e.getMessage()), e.refusal(), e);
        }
        return options.continueFinalMessage() ? continued(text, messages) : text;
    }

    /** Cuts after the last place where the last message stands; its closing blanks stay if the template left them. */
    private static String continued(String text, List<ChatMessage> messages) {
        Object content =
                messages.isEmpty() ? null : messages.getLast().members().get("content");
        if (content instanceof List<?> parts) {
            List<Object> texts = new ArrayList<>();
            parts.forEach(part ->
                    texts.add(part instanceof Map<?, ?> map && map.get("text") instanceof String s ? s : ""));
            content = texts.isEmpty() ? null : texts.getLast();
        }
        if (!(content instanceof String message)) {
            throw new IllegalArgumentException(
                    "The last message has no text to go on with.\nMaybe add an assistant message, or use ChatOptions.ANSWER.");
        }
        int at = text.lastIndexOf(message.strip());
        if (at < 0) {
            throw new IllegalArgumentException(
                    "The last message (\"%s\") is not found in what the template makes of it, so it cannot be gone on with.\nMaybe the template drops or changes it: put the text after the rendered prompt instead."
                            .formatted(message));
        }
        String unindented = message.stripLeading();
        return text.substring(0, at) + (text.startsWith(unindented, at) ? unindented : message.strip());
    }
}
