package dev.podium.onnx;

import ai.djl.huggingface.tokenizers.jni.TokenizersLibrary;
import dev.podium.model.ModelUnavailableException;

/**
 * Cuts texts into tokens, by the model's own {@code tokenizer.json}.
 *
 * <p>A query is cut once and each document once, without marks; {@link Template} then puts marks around them. That is
 * what the reference does inside one call, but here the query of 100 pairs is cut once, the lengths are known before
 * anything is dropped, and only the document is ever shortened. Padding and truncation of the file are switched off: many
 * published files have some example's length in them.
 *
 * <p>Safe for use by several threads; must not be closed while it is used, nor twice.
 */
final class Tokenizer implements AutoCloseable {

    private final TokenizersLibrary library;
    private final long handle;

    private Tokenizer(TokenizersLibrary library, long handle) {
        this.library = library;
        this.handle = handle;
    }

    /**
     * Reads a tokenizer.
     *
     * @param json the content of {@code tokenizer.json}
     * @param model for messages
     */
    static Tokenizer read(String json, Object model) {
        TokenizersLibrary library = NativeLibraries.tokenizers();
        try {
            long handle = library.createTokenizerFromString(json);
            library.disablePadding(handle);
            library.disableTruncation(handle);
            return new Tokenizer(library, handle);
        } catch (RuntimeException e) { // all that the native side ever throws
            throw new ModelUnavailableException(
                    "The file \"tokenizer.json\" of the model (%s) cannot be read: %s.\nMaybe it was cut while copying: fetch it again."
                            .formatted(model, e.getMessage()),
                    e);
        }
    }

    /** The tokens of a text, without marks. */
    int[] tokens(String text) {
        long encoding = library.encode(handle, sound(text), false);
        try {
            return narrow(library.getTokenIds(encoding));
        } finally {
            library.deleteEncoding(encoding);
        }
    }

    /** The marks around one text. */
    Template single() {
        return template(library.encode(handle, PROBE, true), 1);
    }

    /** The marks around two texts. */
    Template pair() {
        return template(library.encodeDual(handle, PROBE, PROBE, true), 2);
    }

    private static final String PROBE = "a";

    private Template template(long encoding, int texts) {
        try {
            return Template.of(
                    narrow(library.getTokenIds(encoding)),
                    narrow(library.getTypeIds(encoding)),
                    narrow(library.getSequenceIds(encoding)),
                    texts);
        } finally {
            library.deleteEncoding(encoding);
        }
    }

    /**
     * The text without lone surrogates: each becomes U+FFFD, as in any conversion to UTF-8.
     *
     * <p>A lone surrogate has no UTF-8 form, and what the native side makes of it is not defined.
     */
    static String sound(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return mended(text, i);
            }
        }
        return text;
    }

    private static String mended(String text, int from) {
        StringBuilder mended = new StringBuilder(text.length()).append(text, 0, from);
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                mended.append(c).append(text.charAt(++i));
            } else {
                mended.append(Character.isSurrogate(c) ? '\uFFFD' : c);
            }
        }
        return mended.toString();
    }

    private static int[] narrow(long[] wide) {
        int[] narrow = new int[wide.length];
        for (int i = 0; i < wide.length; i++) {
            narrow[i] = (int) wide[i];
        }
        return narrow;
    }

    @Override
    public void close() {
        library.deleteTokenizer(handle);
    }
}
