package dev.podium.text;

import dev.podium.model.ModelUnavailableException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a byte-level vocabulary cuts a text into words before it merges bytes: what a GGUF file calls {@code tokenizer.ggml.pre}.
 *
 * <p>The file has the name alone; the expressions are those in the published {@code tokenizer.json} of the models it stands for.
 * Each cuts what the former ones left, and keeps what lies between its matches.
 *
 * @param expressions in the syntax of Oniguruma, applied one after the other
 * @param wholeWords whether a word that is a token is one, whatever the merges say
 * @param composed whether texts are brought to the composed form (NFC) first
 * @param bos whether the beginning is marked where the file does not say
 * @param sep whether an end is marked by a separator where the file does not say
 */
record PreTokens(List<String> expressions, boolean wholeWords, boolean composed, boolean bos, boolean sep) {

    // Merges of apostrophes, words with a blank before, numbers, the rest: openai/gpt-2, encoder.py.
    private static final String GPT2 =
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

    private static final String APOSTROPHES = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
    private static final String REST = "\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+";
    private static final String WORD = "[^\\r\\n\\p{L}\\p{N}]?\\p{L}+";
    private static final String SIGNS = " ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*";

    // meta-llama/Meta-Llama-3-8B and Qwen/Qwen2-7B, tokenizer.json: they differ in how long a number may be.
    private static final String LLAMA3 = String.join("|", APOSTROPHES, WORD, "\\p{N}{1,3}", SIGNS, REST);
    private static final String QWEN2 = String.join("|", APOSTROPHES, WORD, "\\p{N}", SIGNS, REST);

    private static final String UPPER = "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]";
    private static final String LOWER = "[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]";
    private static final String LEAD = "[^\\r\\n\\p{L}\\p{N}]?";
    private static final String SIGNS_OR_SLASHES = " ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*";

    // mistralai/Mistral-Nemo-Base-2407 and microsoft/Phi-4-mini-instruct, tokenizer.json.
    private static final String TEKKEN = String.join(
            "|", LEAD + UPPER + "*" + LOWER + "+", LEAD + UPPER + "+" + LOWER + "*", "\\p{N}", SIGNS_OR_SLASHES, REST);
    private static final String GPT4O = String.join(
            "|",
            LEAD + UPPER + "*" + LOWER + "+" + APOSTROPHES + "?",
            LEAD + UPPER + "+" + LOWER + "*" + APOSTROPHES + "?",
            "\\p{N}{1,3}",
            SIGNS_OR_SLASHES,
            REST);

    private static final Map<String, PreTokens> KNOWN = known();

    private static Map<String, PreTokens> known() {
        Map<String, PreTokens> known = new TreeMap<>();
        PreTokens gpt2 = plain(GPT2);
        for (String name : List.of("gpt-2", "phi-2", "mpt", "olmo", "jais", "trillion", "exaone4", "modern-bert")) {
            known.put(name, gpt2);
        }
        for (String name : List.of("jina-v1-en", "jina-v2-code", "roberta-bpe")) {
            known.put(name, new PreTokens(List.of(GPT2), false, false, false, true));
        }
        for (String name : List.of("smollm", "starcoder", "refact", "command-r", "codeshell", "exaone", "minerva-7b")) {
            known.put(name, plain("\\p{N}", GPT2));
        }
        for (String name : List.of("llama3", "llama-v3", "llama-bpe", "falcon3", "falcon-h1", "pixtral", "lfm2")) {
            known.put(name, new PreTokens(List.of(LLAMA3), true, false, true, false));
        }
        for (String name : List.of("dbrx", "smaug-bpe", "glm4", "chatglm-bpe")) {
            known.put(name, plain(LLAMA3));
        }
        for (String name : List.of("qwen2", "deepseek-r1-qwen", "megrez")) {
            known.put(name, new PreTokens(List.of(QWEN2), false, true, false, false));
        }
        known.put("stablelm2", plain(QWEN2));
        known.put("hunyuan", plain(QWEN2));
        known.put("tekken", new PreTokens(List.of(TEKKEN), true, false, true, false));
        known.put("gpt-4o", plain(GPT4O));
        known.put("llama4", plain(GPT4O));
        known.put(
                "deepseek-coder",
                plain(
                        "[\\r\\n]",
                        "\\s?\\p{L}+",
                        "\\s?\\p{P}+",
                        "[\u4e00-\u9fa5\u0800-\u4e00\uac00-\ud7ff]+",
                        "\\p{N}"));
        known.put("falcon", plain("[\\p{P}\\$\\+<=>\\^~\\|`]+", GPT2, "[0-9][0-9][0-9]"));
        // llama.cpp's own, for files older than the name: near to most, the same as none.
        known.put("default", plain("[\\p{P}\\$\\+<=>\\^~\\|]+", GPT2, "\\p{N}+", "[0-9][0-9][0-9]"));
        return known;
    }

    private static PreTokens plain(String... expressions) {
        return new PreTokens(List.of(expressions), false, false, false, false);
    }

    /** @throws ModelUnavailableException if nobody here knows the name */
    static PreTokens named(String name) {
        PreTokens found = KNOWN.get(name);
        if (found == null) {
            throw new ModelUnavailableException(
                    "The file cuts texts into words as \"%s\" (tokenizer.ggml.pre), and known are %s.\nMaybe open the safetensors of the same model, whose tokenizer.json says how."
                            .formatted(name, KNOWN.keySet()));
        }
        return found;
    }
}
