package dev.podium.text;

import dev.podium.model.ModelUnavailableException;
import dev.podium.weights.MetaValue;
import dev.podium.weights.Metadata;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The tokenizer and chat template that a GGUF file carries in its metadata.
 *
 * <p>What the metadata says is written as the {@code tokenizer.json} that the model would have, and read by the same library; so the
 * ids are the model's own, and a token of the text is found the same way whatever file the model came in. Three kinds are known:
 * {@code gpt2} (merges of bytes), {@code llama} (SentencePiece pieces with scores, unknown characters as bytes) and {@code bert}
 * (WordPiece).
 *
 * <p>Source: {@code docs/gguf.md} of ggml, section tokenizer; for what a missing key means, {@code llama-vocab.cpp} of llama.cpp. One
 * departure: Qwen's texts are composed (NFC) as its {@code tokenizer.json} does, which llama.cpp leaves out.
 *
 * @since 0.1.0
 */
public final class GgufTokenizer {

    private static final String BLANK = "\u2581";

    private GgufTokenizer() {}

    /**
     * The tokenizer.
     *
     * @param metadata of a GGUF file
     * @throws ModelUnavailableException if there is none, or one of an unknown kind
     */
    public static Tokenizer of(Metadata metadata) {
        if (!metadata.has("tokenizer.ggml.model") || !metadata.has("tokenizer.ggml.tokens")) {
            throw new ModelUnavailableException(
                    "The file carries no tokenizer (tokenizer.ggml.model and .tokens).\nMaybe it is an adapter or a projector, whose model is another file.");
        }
        GgufVocabulary vocabulary = GgufVocabulary.of(metadata);
        return Tokenizer.of(json(metadata, vocabulary), vocabulary.specials());
    }

    /**
     * The chat template.
     *
     * @throws IllegalArgumentException if the file has none
     */
    public static ChatTemplate chatTemplate(Metadata metadata) {
        if (!metadata.has("tokenizer.chat_template")) {
            throw new IllegalArgumentException(
                    "The file has no chat template (tokenizer.chat_template).\nMaybe it was trained on plain text: use no template.");
        }
        GgufVocabulary vocabulary = GgufVocabulary.of(metadata);
        Map<String, String> tokens = new LinkedHashMap<>();
        vocabulary
                .specials()
                .forEach((special, id) -> tokens.put(
                        special.name().toLowerCase(Locale.ROOT) + "_token",
                        vocabulary.tokens().get(id)));
        return ChatTemplate.of(metadata.text("tokenizer.chat_template"), tokens);
    }

    static ObjectNode json(Metadata metadata, GgufVocabulary vocabulary) {
        String kind = metadata.text("tokenizer.ggml.model");
        ObjectNode json =
                JsonMapper.shared().createObjectNode().put("version", "1.0").putNull("truncation");
        json.putNull("padding");
        switch (kind) {
            case "gpt2" -> bytePairs(json, metadata, vocabulary);
            case "llama" -> scoredPieces(json, metadata, vocabulary);
            case "bert" -> wordPieces(json, metadata, vocabulary);
            default ->
                throw new ModelUnavailableException(
                        "The tokenizer is of the kind \"%s\" (tokenizer.ggml.model), and known are gpt2, llama and bert.\nMaybe open the safetensors of the same model."
                                .formatted(kind));
        }
        return json;
    }

    private static void bytePairs(ObjectNode json, Metadata metadata, GgufVocabulary vocabulary) {
        PreTokens words =
                PreTokens.named(metadata.has("tokenizer.ggml.pre") ? metadata.text("tokenizer.ggml.pre") : "default");
        added(json, metadata, vocabulary);
        if (words.composed()) {
            json.putObject("normalizer").put("type", "NFC");
        } else {
            json.putNull("normalizer");
        }
        ArrayNode steps =
                json.putObject("pre_tokenizer").put("type", "Sequence").putArray("pretokenizers");
        for (String expression : words.expressions()) {
            ObjectNode split = steps.addObject().put("type", "Split");
            split.putObject("pattern").put("Regex", expression);
            split.put("behavior", "Isolated").put("invert", false);
        }
        byteLevel(steps.addObject());
        byteLevel(json.putObject("decoder"));
        Marks marks = new Marks(vocabulary);
        json.set(
                "post_processor",
                flag(metadata, "add_sep_token", words.sep())
                        ? marks.separated(Special.BOS, Special.SEP, true)
                        : marks.around(
                                flag(metadata, "add_bos_token", words.bos()), flag(metadata, "add_eos_token", false)));
        ObjectNode model = model(json, vocabulary).put("byte_fallback", false).put("fuse_unk", false);
        model.putNull("unk_token").put("ignore_merges", words.wholeWords());
        ArrayNode merges = model.putArray("merges");
        for (String merge : metadata.texts("tokenizer.ggml.merges")) {
            int blank = merge.indexOf(' ', 1);
            String left = merge.substring(0, Math.max(0, blank));
            String right = merge.substring(blank + 1);
            // A merge of what is no token is never used, and the library refuses it.
            if (vocabulary.ids().containsKey(left)
                    && vocabulary.ids().containsKey(right)
                    && vocabulary.ids().containsKey(left + right)) {
                merges.addArray().add(left).add(right);
            }
        }
    }

    private static void byteLevel(ObjectNode node) {
        node.put("type", "ByteLevel").put("add_prefix_space", false).put("trim_offsets", true);
        node.put("use_regex", false);
    }

    private static void scoredPieces(ObjectNode json, Metadata metadata, GgufVocabulary vocabulary) {
        boolean prefix = flag(metadata, "add_space_prefix", true);
        added(json, metadata, vocabulary);
        ArrayNode normalizers =
                json.putObject("normalizer").put("type", "Sequence").putArray("normalizers");
        if (prefix) {
            normalizers.addObject().put("type", "Prepend").put("prepend", BLANK);
        }
        replace(normalizers.addObject(), " ", BLANK);
        json.putNull("pre_tokenizer");
        ArrayNode decoders = json.putObject("decoder").put("type", "Sequence").putArray("decoders");
        replace(decoders.addObject(), BLANK, " ");
        decoders.addObject().put("type", "ByteFallback");
        decoders.addObject().put("type", "Fuse");
        if (prefix) {
            decoders.addObject()
                    .put("type", "Strip")
                    .put("content", " ")
                    .put("start", 1)
                    .put("stop", 0);
        }
        json.set(
                "post_processor",
                new Marks(vocabulary)
                        .around(flag(metadata, "add_bos_token", true), flag(metadata, "add_eos_token", false)));
        float[] scores = metadata.numbers("tokenizer.ggml.scores").floats();
        GgufVocabulary.same(scores.length, vocabulary.tokens().size(), "tokenizer.ggml.scores");
        Set<String> mergeable = HashSet.newHashSet(scores.length);
        boolean bytes = false;
        for (int id = 0; id < scores.length; id++) {
            bytes |= vocabulary.types()[id] == GgufVocabulary.BYTE;
            if (vocabulary.types()[id] != GgufVocabulary.BYTE && !vocabulary.isFoundWhole(id)) {
                mergeable.add(vocabulary.tokens().get(id));
            }
        }
        ObjectNode model = model(json, vocabulary).put("byte_fallback", bytes).put("fuse_unk", true);
        model.put(
                        "unk_token",
                        vocabulary.tokens().get(vocabulary.special(Special.UNK).orElse(0)))
                .put("ignore_merges", false);
        ArrayNode merges = model.putArray("merges");
        for (ScoredMerges.Merge merge : ScoredMerges.of(vocabulary.tokens(), mergeable, scores)) {
            merges.addArray().add(merge.left()).add(merge.right());
        }
    }

    private static void replace(ObjectNode node, String from, String to) {
        node.put("type", "Replace").putObject("pattern").put("String", from);
        node.put("content", to);
    }

    private static ObjectNode model(ObjectNode json, GgufVocabulary vocabulary) {
        ObjectNode model = json.putObject("model").put("type", "BPE").putNull("dropout");
        model.putNull("continuing_subword_prefix").putNull("end_of_word_suffix");
        ObjectNode pieces = model.putObject("vocab");
        vocabulary.tokens().forEach(token -> pieces.put(token, pieces.size()));
        return model;
    }

    /** WordPiece in a GGUF file marks what begins a word; the library marks what does not. */
    private static void wordPieces(ObjectNode json, Metadata metadata, GgufVocabulary vocabulary) {
        added(json, metadata, vocabulary);
        boolean lower = flag(metadata, "normalizer.lowercase", true);
        json.putObject("normalizer")
                .put("type", "BertNormalizer")
                .put("clean_text", true)
                .put("handle_chinese_chars", true)
                .put("strip_accents", flag(metadata, "normalizer.strip_accents", lower))
                .put("lowercase", lower);
        json.putObject("pre_tokenizer").put("type", "BertPreTokenizer");
        json.putObject("decoder").put("type", "WordPiece").put("prefix", "##").put("cleanup", true);
        Special first = vocabulary.special(Special.CLS).isPresent() ? Special.CLS : Special.BOS;
        json.set("post_processor", new Marks(vocabulary).separated(first, Special.SEP, false));
        int unknown = vocabulary.special(Special.UNK).orElse(vocabulary.ids().getOrDefault("[UNK]", 0));
        ObjectNode model = json.putObject("model")
                .put("type", "WordPiece")
                .put("unk_token", vocabulary.tokens().get(unknown))
                .put("continuing_subword_prefix", "##")
                .put("max_input_chars_per_word", 100);
        ObjectNode pieces = model.putObject("vocab");
        for (int id = 0; id < vocabulary.types().length; id++) {
            String token = vocabulary.tokens().get(id);
            pieces.put(
                    vocabulary.isFoundWhole(id) || vocabulary.types()[id] != GgufVocabulary.NORMAL
                            ? token
                            : token.startsWith(BLANK) ? token.substring(1) : "##" + token,
                    id);
        }
    }

    private static void added(ObjectNode json, Metadata metadata, GgufVocabulary vocabulary) {
        ArrayNode added = json.putArray("added_tokens");
        // Phi-3's marks swallow the blanks behind them; the format has no word for it, so llama.cpp goes by the name
        // too.
        boolean swallows = metadata.find("general.name").orElse(null) instanceof MetaValue.Text(String name)
                && name.toLowerCase(Locale.ROOT).matches(".*phi-?3.*");
        Set<String> not = Set.of("<unk>", "<s>", "<|endoftext|>");
        for (int id = 0; id < vocabulary.types().length; id++) {
            if (vocabulary.isFoundWhole(id)) {
                String token = vocabulary.tokens().get(id);
                added.addObject()
                        .put("id", id)
                        .put("content", token)
                        .put("single_word", false)
                        .put("lstrip", false)
                        .put("rstrip", swallows && !not.contains(token))
                        .put("normalized", false)
                        .put("special", vocabulary.types()[id] != GgufVocabulary.USER_DEFINED);
            }
        }
    }

    private static boolean flag(Metadata metadata, String key, boolean otherwise) {
        String full = "tokenizer.ggml." + key;
        return metadata.has(full) ? metadata.flag(full) : otherwise;
    }
}
