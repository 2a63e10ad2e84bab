package dev.podium.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.model.ModelUnavailableException;
import dev.podium.weights.Metadata;
import dev.podium.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class GgufTokenizerTest {

    private static final Path MODELS = Path.of("src/test/resources/models");
    private static final Path SHARED =
            Path.of(System.getProperty("podium.shared", "../../shared"), "fixtures", "models");

    private static final List<String> TEXTS = List.of(
            "Hello world",
            " leading and  trailing ",
            "Café naïve — 心臓の幹細胞 🫀🧬 לב Ελλάδα ½ ﬁ",
            "3.14159 and 12345678",
            "line one\n\nline\ttwo\r\n   three",
            "",
            "don't you'll I'M THEY'RE",
            "def f(x):\n    return x ** 2  # squared",
            "a\u0301 e\u0301 \u00e9 \u200b\ufeffzero");

    @TempDir
    Path temporary;

    private static Metadata metadata(Path file) throws IOException {
        try (Weights weights = Weights.open(file)) {
            return weights.metadata();
        }
    }

    private static int[] ints(JsonNode list) {
        return list.values().stream().mapToInt(JsonNode::asInt).toArray();
    }

    @Test
    void cuts_the_golden_strings_as_tokenizer_json_and_llama_cpp_do() throws IOException {
        for (Path place : List.of(MODELS, SHARED)) {
            for (String name : List.of("gguf-llama", "gguf-qwen2", "gguf-gemma", "gguf-llama-k")) {
                Path folder = place.resolve(name);
                if (!Files.isDirectory(folder)) {
                    continue;
                }
                Path file;
                try (Stream<Path> files = Files.list(folder)) {
                    file = files.filter(one -> one.toString().endsWith(".gguf"))
                            .sorted()
                            .findFirst()
                            .orElseThrow();
                }
                JsonNode golden = Json.optional(folder.resolve("golden.json"));
                try (Tokenizer tokenizer = GgufTokenizer.of(metadata(file))) {
                    golden.path("texts")
                            .properties()
                            .forEach(entry -> assertThat(tokenizer
                                            .encode(entry.getKey(), true)
                                            .ids())
                                    .as("%s: \"%s\"", name, entry.getKey())
                                    .containsExactly(ints(entry.getValue())));
                    assertThat(tokenizer
                                    .encode(golden.at("/prompt/text").asString(), true)
                                    .ids())
                            .containsExactly(ints(golden.at("/prompt/ids")));
                }
            }
        }
    }

    /** Real files, where a folder has them: {@code fixtures/make/get-models.sh DIR} and {@code -Dpodium.models=DIR}. */
    @Test
    void cuts_the_text_of_a_whole_story_as_llama_cpp_does() throws IOException {
        Map<String, String> files = Map.of(
                "smollm2", "SmolLM2-135M-Instruct.Q4_1.gguf",
                "gemma3", "gemma-3-270m-q4_k_m.gguf");
        for (Map.Entry<String, String> entry : files.entrySet()) {
            Path file = Path.of(System.getProperty("podium.models", "")).resolve(entry.getValue());
            if (!Files.isRegularFile(file)) {
                continue;
            }
            JsonNode golden = Json.optional(SHARED.resolve("real-models/" + entry.getKey() + ".llamacpp.json"));
            try (Tokenizer tokenizer = GgufTokenizer.of(metadata(file))) {
                for (JsonNode one : golden.path("tokenizer").values()) {
                    assertThat(tokenizer
                                    .encode(one.path("text").asString(), true)
                                    .ids())
                            .as("%s: \"%s\"", entry.getKey(), one.path("text").asString())
                            .containsExactly(ints(one.path("ids_with_specials_parsed")));
                }
                for (JsonNode one : golden.path("greedy").values()) {
                    assertThat(tokenizer
                                    .encode(one.path("prompt").asString(), true)
                                    .ids())
                            .containsExactly(ints(one.path("prompt_ids")));
                }
                String story = Files.readString(SHARED.resolve("perplexity.txt"));
                assertThat(tokenizer.encode(story, true).ids()).containsExactly(ints(golden.path("perplexity_ids")));
            }
        }
    }

    /** The metadata that a converter makes of a checkpoint's tokenizer.json. */
    private Metadata converted(String model, String kind, Map<String, Object> more) {
        JsonNode json = Json.optional(MODELS.resolve(model).resolve("tokenizer.json"));
        List<String> tokens = new ArrayList<>();
        List<Integer> types = new ArrayList<>();
        List<Float> scores = new ArrayList<>();
        Map<Integer, String> byId = new java.util.TreeMap<>();
        Map<Integer, Integer> special = new LinkedHashMap<>();
        json.at("/model/vocab")
                .properties()
                .forEach(entry -> byId.put(entry.getValue().asInt(), entry.getKey()));
        json.path("added_tokens").values().forEach(token -> {
            byId.put(token.path("id").asInt(), token.path("content").asString());
            special.put(token.path("id").asInt(), token.path("special").asBoolean() ? 3 : 4);
        });
        byId.forEach((id, token) -> {
            boolean isByte = kind.equals("llama") && token.matches("<0x[0-9A-F]{2}>");
            int type = special.getOrDefault(id, isByte ? 6 : 1);
            boolean word = kind.equals("bert") && type == 1;
            tokens.add(!word ? token : token.startsWith("##") ? token.substring(2) : "\u2581" + token);
            types.add(type);
            scores.add((float) -id);
        });
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("tokenizer.ggml.model", kind);
        values.put("tokenizer.ggml.tokens", tokens);
        values.put("tokenizer.ggml.token_type", types);
        if (kind.equals("llama")) {
            values.put("tokenizer.ggml.scores", scores);
        }
        if (kind.equals("gpt2")) {
            List<String> merges = new ArrayList<>();
            json.at("/model/merges")
                    .values()
                    .forEach(merge -> merges.add(
                            merge.isArray()
                                    ? merge.path(0).asString() + " "
                                            + merge.path(1).asString()
                                    : merge.asString()));
            values.put("tokenizer.ggml.merges", merges);
        }
        more.forEach((key, value) -> values.put(
                "tokenizer.ggml." + key,
                value instanceof String token && tokens.contains(token) ? tokens.indexOf(token) : value));
        return GgufMetadataFile.metadata(temporary.resolve(model + ".gguf"), values);
    }

    private void same(String model, Metadata metadata) {
        try (Tokenizer own = Tokenizer.open(MODELS.resolve(model));
                Tokenizer converted = GgufTokenizer.of(metadata)) {
            for (String text : TEXTS) {
                assertThat(converted.encode(text, true).ids())
                        .as("%s: \"%s\"", model, text)
                        .containsExactly(own.encode(text, true).ids());
                assertThat(converted.encodePair("Of", text, 300).ids())
                        .containsExactly(own.encodePair("Of", text, 300).ids());
                assertThat(converted.encodePair("Of", text, 300).types())
                        .containsExactly(own.encodePair("Of", text, 300).types());
                assertThat(converted.decode(converted.encode(text, false).ids(), true))
                        .isEqualTo(own.decode(own.encode(text, false).ids(), true));
            }
        }
    }

    @Test
    void what_a_converter_keeps_of_a_tokenizer_is_enough_to_have_it_back() {
        same(
                "llama3",
                converted(
                        "llama3",
                        "gpt2",
                        Map.of("pre", "llama-bpe", "bos_token_id", "<|begin_of_text|>", "add_bos_token", true)));
        same("qwen3", converted("qwen3", "gpt2", Map.of("pre", "qwen2", "add_bos_token", false)));
        same("llama2", converted("llama2", "llama", Map.of("bos_token_id", "<s>", "unknown_token_id", "<unk>")));
        same(
                "gemma",
                converted(
                        "gemma",
                        "llama",
                        Map.of(
                                "bos_token_id",
                                "<bos>",
                                "unknown_token_id",
                                "<unk>",
                                "add_bos_token",
                                true,
                                "add_space_prefix",
                                false)));
        same(
                "bert-seqcls",
                converted("bert-seqcls", "bert", Map.of("cls_token_id", "[CLS]", "seperator_token_id", "[SEP]")));
    }

    @Test
    void roles_and_the_chat_template_come_from_the_metadata() throws IOException {
        Metadata metadata = metadata(MODELS.resolve("gguf-qwen2").resolve("model.Q4_0.gguf"));

        try (Tokenizer tokenizer = GgufTokenizer.of(metadata)) {
            assertThat(tokenizer.special(Special.EOS)).hasValue(tokenizer.id("<|im_end|>"));
            assertThat(tokenizer.special(Special.PAD)).hasValue(tokenizer.id("<|endoftext|>"));
        }
        assertThat(GgufTokenizer.chatTemplate(metadata).render(List.of(ChatMessage.user("Hi")), ChatOptions.ANSWER))
                .isEqualTo("<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n");
    }

    @Test
    void a_kind_or_a_cut_that_is_not_known_is_refused_by_name() {
        assertThatThrownBy(() -> GgufTokenizer.of(converted("qwen3", "gpt2", Map.of("pre", "of tomorrow"))))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageStartingWith("The file cuts texts into words as \"of tomorrow\"");
        assertThatThrownBy(() -> GgufTokenizer.of(converted("qwen3", "rwkv", Map.of("pre", "qwen2"))))
                .hasMessageStartingWith("The tokenizer is of the kind \"rwkv\"");
        assertThatThrownBy(() -> GgufTokenizer.of(
                        GgufMetadataFile.metadata(temporary.resolve("none.gguf"), Map.of("general.type", "adapter"))))
                .hasMessageStartingWith("The file carries no tokenizer");
    }
}
