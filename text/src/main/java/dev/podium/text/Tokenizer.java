package dev.podium.text;

import ai.djl.huggingface.tokenizers.jni.CharSpan;
import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import dev.podium.model.ModelUnavailableException;
import dev.podium.text.jni.NativeLibraries;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Cuts texts into tokens by a checkpoint's own {@code tokenizer.json}, and joins tokens to texts.
 *
 * <p>Padding and truncation that the file may name are switched off. Safe for use by several threads; must not be used
 * after it is closed.
 *
 * @since 0.1.0
 */
public final class Tokenizer implements AutoCloseable {

    private static final String PROBE = "a";

    private final TokenizersLibrary library;
    private final long handle;
    private final Supplier<Vocabulary> vocabulary;
    private final Map<Special, Integer> specials;
    private final java.util.concurrent.atomic.AtomicBoolean closed = new java.util.concurrent.atomic.AtomicBoolean();

    private Tokenizer(String json, Object name, Supplier<Vocabulary> vocabulary, Map<Special, Integer> specials) {
        library = NativeLibraries.tokenizers();
        try {
            handle = library.createTokenizerFromString(json);
            library.disablePadding(handle);
            library.disableTruncation(handle);
        } catch (RuntimeException e) { // all that the native side ever throws
            throw new ModelUnavailableException(
                    "The file %s cannot be read: %s.\nMaybe it was cut while copying: fetch it again."
                            .formatted(name, e.getMessage()),
                    e);
        }
        this.vocabulary = vocabulary;
        this.specials = specials;
    }

    /**
     * The tokenizer of a checkpoint.
     *
     * @param folder holds {@code tokenizer.json}, and maybe {@code tokenizer_config.json},
     *     {@code special_tokens_map.json} and {@code config.json}, which name special tokens, asked in that order
     * @throws ModelUnavailableException if a file is missing or cannot be read
     */
    public static Tokenizer open(Path folder) {
        Path file = folder.resolve("tokenizer.json");
        String json = Json.text(file);
        Vocabulary vocabulary = Vocabulary.of(Json.parse(json, file));
        return new Tokenizer(json, file, () -> vocabulary, specials(folder, vocabulary));
    }

    /**
     * A tokenizer of the text that a {@code tokenizer.json} would have.
     *
     * @param json the text
     * @param specials ids of tokens that have a role
     * @throws ModelUnavailableException if it is not such a text
     */
    public static Tokenizer of(String json, Map<Special, Integer> specials) {
        String name = "tokenizer.json that was given";
        Vocabulary vocabulary = Vocabulary.of(Json.parse(json, name));
        return new Tokenizer(json, name, () -> vocabulary, Map.copyOf(specials));
    }

    /** The same, of the tree that the text would be parsed to. */
    static Tokenizer of(JsonNode tree, Map<Special, Integer> specials) {
        Vocabulary vocabulary = Vocabulary.of(tree);
        return new Tokenizer(
                tree.toString(),
                "tokenizer.json that was made of the metadata",
                () -> vocabulary,
                Map.copyOf(specials));
    }

    /**
     * A tokenizer alone, without names for special tokens.
     *
     * @param json gives the content of {@code tokenizer.json}; asked again when the vocabulary is, which in an encoder is
     *     never
     * @param name of the file, for messages
     * @throws ModelUnavailableException if it cannot be read
     */
    public static Tokenizer read(Supplier<String> json, String name) {
        return new Tokenizer(json.get(), name, () -> Vocabulary.of(Json.parse(json.get(), name)), Map.of());
    }

    private static Map<Special, Integer> specials(Path folder, Vocabulary vocabulary) {
        JsonNode config = Json.optional(folder.resolve("config.json"));
        Map<Special, Integer> specials = new EnumMap<>(Special.class);
        for (Special special : Special.values()) {
            String name = special.name().toLowerCase(Locale.ROOT) + "_token";
            for (String file : List.of("tokenizer_config.json", "special_tokens_map.json")) {
                String token = Json.token(Json.optional(folder.resolve(file)).path(name));
                OptionalInt id = token == null ? OptionalInt.empty() : vocabulary.id(token);
                if (id.isPresent()) {
                    specials.putIfAbsent(special, id.getAsInt());
                }
            }
            JsonNode id = config.path(name + "_id");
            JsonNode first = id.isArray() ? id.path(0) : id;
            if (first.isIntegralNumber()) {
                specials.putIfAbsent(special, first.asInt());
            }
        }
        return specials;
    }

    /** The ids of a text without marks: all that most encoders want, at half the price of {@link #encode}. */
    public int[] ids(String text) {
        long encoding = library.encode(handle, sound(text), false);
        try {
            return narrow(library.getTokenIds(encoding));
        } finally {
            library.deleteEncoding(encoding);
        }
    }

    /** The tokens of a text, with the marks of the model around them (for example {@code [CLS]}) or without. */
    public Encoding encode(String text, boolean marks) {
        String sound = sound(text);
        return read(library.encode(handle, sound, marks), sound, "");
    }

    /**
     * Two texts with the marks of the model around and between, cut to a length.
     *
     * <p>Where they are too long the longer one is cut at its end until both are equally long, then both alternately:
     * the strategy {@code longest_first} of the tokenizers library.
     *
     * @param maxTokens at most so many tokens, marks included
     * @throws IllegalArgumentException if the marks alone are more
     */
    public Encoding encodePair(String first, String second, int maxTokens) {
        Encoding marks = read(library.encodeDual(handle, PROBE, PROBE, true), PROBE, PROBE);
        int texts = 0;
        for (int i = 0; i < marks.size(); i++) {
            texts += marks.text(i) >= 0 ? 1 : 0;
        }
        int room = maxTokens - (marks.size() - texts);
        if (room < 0) {
            throw new IllegalArgumentException(
                    "At most %d tokens were asked for, and the marks of a pair alone are %d.\nMaybe leave room for the texts."
                            .formatted(maxTokens, marks.size() - texts));
        }
        String one = sound(first);
        String other = sound(second);
        Encoding whole = read(library.encodeDual(handle, one, other, true), one, other);
        int[] sizes = new int[2];
        for (int i = 0; i < whole.size(); i++) {
            if (whole.text(i) >= 0) {
                sizes[whole.text(i)]++;
            }
        }
        return sizes[0] + sizes[1] <= room ? whole : kept(whole, longestFirst(sizes, room));
    }

    static int[] longestFirst(int[] sizes, int room) {
        int shorter = Math.min(sizes[0], sizes[1]);
        int longer = shorter > room ? shorter : Math.max(shorter, room - shorter);
        if (shorter + longer > room) {
            shorter = room / 2;
            longer = shorter + room % 2;
        }
        return sizes[0] > sizes[1] ? new int[] {longer, shorter} : new int[] {shorter, longer};
    }

    private static Encoding kept(Encoding whole, int[] sizes) {
        int[] seen = new int[2];
        int[] places = java.util.stream.IntStream.range(0, whole.size())
                .filter(i -> whole.text(i) < 0 || seen[whole.text(i)]++ < sizes[whole.text(i)])
                .toArray();
        int[] ids = whole.ids();
        int[] types = whole.types();
        return new Encoding(
                pick(places, i -> ids[i]),
                pick(places, i -> types[i]),
                pick(places, whole::text),
                pick(places, whole::from),
                pick(places, whole::to));
    }

    private static int[] pick(int[] places, java.util.function.IntUnaryOperator of) {
        return java.util.Arrays.stream(places).map(of).toArray();
    }

    private Encoding read(long encoding, String first, String second) {
        try {
            int[] ids = narrow(library.getTokenIds(encoding));
            int[] types = narrow(library.getTypeIds(encoding));
            int[] texts = narrow(library.getSequenceIds(encoding));
            long[] special = library.getSpecialTokenMask(encoding);
            @Nullable CharSpan[] spans = library.getTokenCharSpans(encoding);
            int[] from = new int[ids.length];
            int[] to = new int[ids.length];
            int[][] chars = {chars(first), chars(second)};
            for (int i = 0; i < ids.length; i++) {
                if (texts[i] < 0 || texts[i] > 1 || special[i] == 1) {
                    texts[i] = -1;
                }
                CharSpan span = spans[i];
                if (texts[i] >= 0 && span != null) {
                    from[i] = chars[texts[i]][span.getStart()];
                    to[i] = chars[texts[i]][span.getEnd()];
                }
            }
            return new Encoding(ids, types, texts, from, to);
        } finally {
            library.deleteEncoding(encoding);
        }
    }

    /** Where in the chars of a text each code point begins: the native side counts these. */
    private static int[] chars(String text) {
        int[] chars = new int[text.codePointCount(0, text.length()) + 1];
        for (int point = 0, at = 0; point < chars.length; point++) {
            chars[point] = at;
            at += at < text.length() ? Character.charCount(text.codePointAt(at)) : 0;
        }
        return chars;
    }

    /** The text of some tokens; special ones are left out or written as they are called. */
    public String decode(int[] ids, boolean skipSpecials) {
        for (int id : ids) {
            if (id < 0) {
                throw new IllegalArgumentException("The token id (%d) must be 0 or greater.".formatted(id));
            }
        }
        return ids.length == 0
                ? ""
                : library.decode(
                        handle, java.util.Arrays.stream(ids).asLongStream().toArray(), skipSpecials);
    }

    /** The id of a special token, if the checkpoint names it. */
    public OptionalInt special(Special special) {
        Integer id = specials.get(special);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /**
     * The id of exactly this token, for example {@code "<|im_end|>"}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public int id(String token) {
        return vocabulary()
                .id(token)
                .orElseThrow(() -> new IllegalArgumentException(
                        "The tokenizer has no token \"%s\".\nMaybe it is several tokens to this model, or is written another way in its tokenizer.json."
                                .formatted(token)));
    }

    /** The pieces and their bytes. */
    public Vocabulary vocabulary() {
        return vocabulary.get();
    }

    /**
     * The text without lone surrogates: each becomes U+FFFD, as in any conversion to UTF-8.
     *
     * <p>A lone surrogate has no UTF-8 form, and what the native side makes of it is not defined.
     */
    static String sound(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return new String(text.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.UTF_16BE);
            }
        }
        return text;
    }

    private static int[] narrow(long[] wide) {
        return java.util.Arrays.stream(wide).mapToInt(value -> (int) value).toArray();
    }

    /** Frees the native side; a second call does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            library.deleteTokenizer(handle);
        }
    }
}
