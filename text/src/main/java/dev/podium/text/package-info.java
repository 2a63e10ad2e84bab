/**
 * From words to token ids and back: tokenizers, chat templates, prompts by parts, identifier tokens.
 *
 * <pre>{@code
 * try (Tokenizer tokenizer = Tokenizer.open(folder)) {
 *     ChatTemplate template = ChatTemplate.open(folder);
 *     String text = template.render(List.of(ChatMessage.user("Hi")), ChatOptions.ANSWER);
 *     int[] ids = tokenizer.encode(text, false).ids();
 *     Identifiers labels = Identifiers.resolve(tokenizer, "", List.of("A", "B"));
 *     int a = labels.id("A");
 * }
 * }</pre>
 *
 * <p>Read {@code Tokenizer}, then {@code PromptTokens}, which is what a model's prompt becomes. {@code dev.podium.grammar} says which ids an answer may go on with.
 */
@NullMarked
package dev.podium.text;

import org.jspecify.annotations.NullMarked;
