package dev.podium.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChatTemplateTest {

    private static final TypeReference<List<Map<String, Object>>> OBJECTS = new TypeReference<>() {};
    private static final Path MODELS = Path.of("src/test/resources/models");

    /** What transformers renders, and how its tokenizers cut that. */
    @TestFactory
    Stream<DynamicTest> renders_and_cuts_as_the_reference() throws IOException {
        JsonNode golden = JsonMapper.shared().readTree(Files.readString(MODELS.resolve("chat-templates/golden.json")));
        return golden.path("templates")
                .propertyStream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    assertThat(cases(entry.getValue(), golden)).isGreaterThan(10);
                }));
    }

    private static int cases(JsonNode of, JsonNode golden) throws IOException {
        Map<String, String> tokens = new HashMap<>();
        for (String name : List.of("bos", "eos")) {
            if (of.path(name).isString()) {
                tokens.put(name + "_token", of.path(name).stringValue());
            }
        }
        String source = Files.readString(
                MODELS.resolve("chat-templates").resolve(of.path("file").stringValue()));
        ChatTemplate template = ChatTemplate.of(source, tokens);
        int cases = 0;
        try (Tokenizer tokenizer =
                Tokenizer.open(MODELS.resolve(of.path("tokenizer").stringValue().substring(3)))) {
            for (JsonNode one : of.path("cases").values()) {
                String what = one.path("chat") + " " + one.path("options");
                List<ChatMessage> chat = JsonMapper.shared()
                        .convertValue(golden.path("chats").path(one.path("chat").stringValue()), OBJECTS)
                        .stream()
                        .map(ChatMessage::new)
                        .toList();
                ChatOptions options =
                        options(golden.path("options").path(one.path("options").stringValue()), golden.path("tools"));
                if (one.path("error").isString()) {
                    var refused =
                            catchThrowableOfType(ChatTemplateException.class, () -> template.render(chat, options));
                    assertThat(refused.refusal())
                            .as(what)
                            .isEqualTo(one.path("error").stringValue());
                } else {
                    String text = template.render(chat, options);
                    assertThat(text).as(what).isEqualTo(one.path("text").stringValue());
                    List<Integer> ids = new ArrayList<>();
                    one.path("ids").values().forEach(id -> ids.add(id.asInt()));
                    assertThat(tokenizer.encode(text, false).ids())
                            .as(what)
                            .containsExactly(ids.stream().mapToInt(i -> i).toArray());
                }
                cases++;
            }
        }
        return cases;
    }

    private static ChatOptions options(JsonNode of, JsonNode tools) {
        ChatOptions options = new ChatOptions(
                of.path("add_generation_prompt").asBoolean(false),
                of.path("continue_final_message").asBoolean(false),
                of.has("tools") ? JsonMapper.shared().convertValue(tools, OBJECTS) : List.of(),
                Map.of());
        return of.has("enable_thinking")
                ? options.with("enable_thinking", of.path("enable_thinking").asBoolean())
                : options;
    }

    @Test
    void names_the_line_and_what_is_not_known() {
        assertThatThrownBy(() -> ChatTemplate.of("a\n{% include 'x' %}", Map.of()))
                .isInstanceOf(ChatTemplateException.class)
                .hasMessageStartingWith("Line 2 of the template: the statement \"include\" is not known.");
    }
}
