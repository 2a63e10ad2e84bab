package dev.podium.torch.sentence;

import dev.podium.text.ChatOptions;
import dev.podium.text.ChatTemplate;
import dev.podium.text.Tokenizer;
import dev.podium.torch.config.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Makes readers by what the files of a first module say: lengths, prompts, expansion, chat template. */
final class Fronts {

    private static final double NO_LIMIT = 1_000_000; // tokenizer_config.json writes 1e30 for "none"

    private static final List<String> CONFIGS = List.of(
            "sentence_bert_config.json",
            "sentence_roberta_config.json",
            "sentence_distilbert_config.json",
            "sentence_camembert_config.json",
            "sentence_albert_config.json",
            "sentence_xlm-roberta_config.json",
            "sentence_xlnet_config.json");

    private Fronts() {}

    /** The configuration of a module Transformer, under any of its names; maybe empty. */
    static Config config(Path module) {
        return CONFIGS.stream()
                .map(module::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .map(Config::read)
                .orElseGet(() -> Config.readIfThere(module.resolve(CONFIGS.getFirst())));
    }

    /** A reader for a network. @param networkTokens that it can read at most */
    static Reader reader(Path module, Config config, int networkTokens, Prompts prompts, LateSettings late) {
        Tokenizer tokenizer = Tokenizer.open(module);
        try {
            Config chat = config.under("modality_config").under("message");
            int most = maxTokens(module, config, networkTokens);
            return chat.has("method")
                    ? chat(module, config, chat, tokenizer, prompts, most)
                    : plain(config, tokenizer, prompts, late, most, networkTokens);
        } catch (RuntimeException e) {
            tokenizer.close();
            throw e;
        }
    }

    /** A reader without marks and, but for the tokenizer's own, without a limit: what tables of words are asked with. */
    static Reader bare(Path module, Prompts prompts, int most) {
        return new PlainReader(
                Tokenizer.open(module), false, prompts, PlainReader.Limits.of(most), false, null, Map.of());
    }

    /** What a tokenizer's configuration says of lengths; {@link Integer#MAX_VALUE} if nothing. */
    static int tokenizerLimit(Path module) {
        double limit =
                Config.readIfThere(module.resolve("tokenizer_config.json")).realOr(0, "model_max_length");
        return limit > 0 && limit < NO_LIMIT ? (int) limit : Integer.MAX_VALUE;
    }

    private static int maxTokens(Path module, Config config, int networkTokens) {
        int said = config.under("processing_kwargs").under("text").integerOr(0, "max_length");
        if (said <= 0) {
            said = config.integerOr(tokenizerLimit(module), "max_seq_length");
        }
        return Math.min(said, networkTokens);
    }

    private static Reader chat(
            Path module, Config config, Config chat, Tokenizer tokenizer, Prompts prompts, int most) {
        Map<String, Object> variables = new LinkedHashMap<>();
        config.under("processing_kwargs")
                .under("chat_template")
                .json()
                .properties()
                .forEach(entry -> {
                    Object value = value(entry.getValue());
                    if (value != null && !entry.getKey().equals("restore_suffix")) {
                        variables.put(entry.getKey(), value);
                    }
                });
        boolean answer = Boolean.TRUE.equals(variables.remove("add_generation_prompt"));
        ChatOptions options = new ChatOptions(answer, false, List.of(), variables);
        boolean structured = chat.textOr("flat", "format").equals("structured");
        return new ChatReader(tokenizer, ChatTemplate.open(module), options, structured, prompts, most);
    }

    private static @Nullable Object value(JsonNode node) {
        if (node.isBoolean()) {
            return node.asBoolean();
        }
        if (node.isIntegralNumber()) {
            return node.asInt();
        }
        return node.isString() ? node.asString() : null;
    }

    private static Reader plain(
            Config config, Tokenizer tokenizer, Prompts prompts, LateSettings late, int most, int networkTokens) {
        Prompts marked = prompts.behind(late.queryMarker(), late.documentMarker());
        Map<Task, Marker> markers = new EnumMap<>(Task.class);
        mark(markers, Task.QUERY, late.queryMarker(), tokenizer);
        mark(markers, Task.DOCUMENT, late.documentMarker(), tokenizer);
        // The module's own word is taken before the folder's.
        boolean own = !config.json().path("query_expansion").isMissingNode();
        LateSettings.Spec spec = own ? LateSettings.Spec.read(config.under("query_expansion")) : late.expansion();
        Expansion expansion = spec == null
                ? null
                : new Expansion(
                        Math.min(spec.length(), networkTokens),
                        spec.fixed(),
                        spec.attend(),
                        spec.token().isEmpty() ? PlainReader.filler(tokenizer) : tokenizer.id(spec.token()));
        return new PlainReader(
                tokenizer,
                true,
                marked,
                new PlainReader.Limits(
                        most,
                        limit(config, "query_length", late.queryLength(), most, networkTokens),
                        limit(config, "document_length", late.documentLength(), most, networkTokens)),
                config.flagOr(false, "do_lower_case"),
                expansion,
                markers);
    }

    private static int limit(Config config, String key, int late, int most, int networkTokens) {
        int said = config.integerOr(late, key);
        return said > 0 ? Math.min(said, networkTokens) : most;
    }

    private static void mark(Map<Task, Marker> markers, Task task, String prefix, Tokenizer tokenizer) {
        Marker marker = Marker.of(prefix, tokenizer);
        if (marker != null) {
            markers.put(task, marker);
        }
    }
}
