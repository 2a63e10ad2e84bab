package dev.podium.text;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The pieces of a tokenizer, and the bytes each adds to a text.
 *
 * <p>A piece is written in one of four ways: byte-level BPE writes each byte as a letter of its own (GPT-2's table),
 * SentencePiece writes a blank as U+2581 and an unknown byte as {@code <0x0A>}, WordPiece puts {@code ##} before what
 * continues a word and a blank before what does not. Special tokens add nothing.
 *
 * @since 0.1.0
 */
public final class Vocabulary {

    private enum Writing {
        BYTE_LEVEL,
        SENTENCE_PIECE,
        WORD_PIECE,
        PLAIN
    }

    private final @Nullable String[] pieces;
    private final Map<Integer, byte[]> bytes;
    private final Map<String, Integer> ids;

    private Vocabulary(@Nullable String[] pieces, Map<Integer, byte[]> bytes, Map<String, Integer> ids) {
        this.pieces = pieces;
        this.bytes = bytes;
        this.ids = ids;
    }

    static Vocabulary of(JsonNode tokenizer) {
        Map<String, Integer> ids = new HashMap<>();
        JsonNode model = tokenizer.path("model");
        JsonNode vocab = model.path("vocab");
        if (vocab.isArray()) { // Unigram: [piece, score] by id
            for (JsonNode entry : vocab.values()) {
                ids.put(entry.path(0).asString(""), ids.size());
            }
        } else {
            vocab.properties()
                    .forEach(entry -> ids.put(entry.getKey(), entry.getValue().asInt()));
        }
        List<JsonNode> added = new ArrayList<>(tokenizer.path("added_tokens").values());
        added.forEach(token ->
                ids.put(token.path("content").asString(""), token.path("id").asInt()));
        int size = ids.values().stream().mapToInt(id -> id + 1).max().orElse(0);
        @Nullable String[] pieces = new @Nullable String[size];
        Map<Integer, byte[]> bytes = new HashMap<>();
        Writing writing = writing(tokenizer);
        int[] table = byteLevelTable();
        ids.forEach((piece, id) -> {
            pieces[id] = piece;
            byte[] own = bytes(piece, writing, table);
            if (own != null) {
                bytes.put(id, own);
            }
        });
        for (JsonNode token : added) {
            int id = token.path("id").asInt();
            if (token.path("special").asBoolean(false)) {
                bytes.remove(id);
            } else {
                bytes.put(id, token.path("content").asString("").getBytes(StandardCharsets.UTF_8));
            }
        }
        return new Vocabulary(pieces, bytes, ids);
    }

    private static Writing writing(JsonNode tokenizer) {
        String ways = tokenizer.path("decoder") + " " + tokenizer.path("pre_tokenizer");
        return ways.contains("\"ByteLevel\"")
                ? Writing.BYTE_LEVEL
                : ways.contains("\"WordPiece\"")
                        ? Writing.WORD_PIECE
                        : ways.contains("\u2581") ? Writing.SENTENCE_PIECE : Writing.PLAIN;
    }

    private static byte @Nullable [] bytes(String piece, Writing writing, int[] table) {
        return switch (writing) {
            case BYTE_LEVEL -> {
                byte[] out = new byte[piece.length()];
                for (int i = 0; i < out.length; i++) {
                    int value = piece.charAt(i) < table.length ? table[piece.charAt(i)] : -1;
                    if (value < 0) {
                        yield null; // no letter of the table: such a piece is never made
                    }
                    out[i] = (byte) value;
                }
                yield out;
            }
            case SENTENCE_PIECE -> {
                if (piece.matches("<0x[0-9A-Fa-f]{2}>")) {
                    yield new byte[] {(byte) Integer.parseInt(piece.substring(3, 5), 16)};
                }
                yield piece.replace('\u2581', ' ').getBytes(StandardCharsets.UTF_8);
            }
            case WORD_PIECE ->
                (piece.startsWith("##") ? piece.substring(2) : " " + piece).getBytes(StandardCharsets.UTF_8);
            case PLAIN -> piece.getBytes(StandardCharsets.UTF_8);
        };
    }

    /** From letter to byte: printable Latin-1 stands for itself, the others take letters from U+0100 on (GPT-2, encoder.py). */
    private static int[] byteLevelTable() {
        int[] table = new int[0x144];
        java.util.Arrays.fill(table, -1);
        int next = 0x100;
        for (int b = 0; b < 256; b++) {
            boolean itself = (b >= '!' && b <= '~') || (b >= 0xa1 && b <= 0xac) || b >= 0xae;
            table[itself ? b : next++] = b;
        }
        return table;
    }

    /** One more than the greatest id. */
    public int size() {
        return pieces.length;
    }

    /** The piece as the file writes it, or null where the id is not used. */
    public @Nullable String piece(int id) {
        return pieces[id];
    }

    /** The id of exactly this piece, if there is one. */
    public OptionalInt id(String piece) {
        Integer id = ids.get(piece);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /** The bytes that this token adds to a text (UTF-8, maybe part of a character), or null if it adds none, as a special token. */
    public byte @Nullable [] bytes(int id) {
        byte[] own = bytes.get(id);
        return own == null ? null : own.clone();
    }
}
