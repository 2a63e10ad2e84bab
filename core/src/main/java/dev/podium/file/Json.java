package dev.podium.file;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/** A JSON value (RFC 8259). Numbers keep their text: nobody here calculates with them. */
sealed interface Json {

    /** An object; members in their order. */
    record Obj(SequencedMap<String, Json> members) implements Json {
        /** A member, or null. */
        @Nullable
        Json get(String name) {
            return members.get(name);
        }
    }

    /** An array. */
    record Arr(List<Json> items) implements Json {}

    /** A string, unescaped. */
    record Str(String value) implements Json {}

    /** A number as it was written. */
    record Num(String text) implements Json {}

    /** {@code true}, {@code false} or {@code null}. */
    enum Word implements Json {
        TRUE,
        FALSE,
        NULL
    }

    /** A string as it is; anything else as its JSON text; nothing for null. This is how fields are carried along. */
    default String plain() {
        return switch (this) {
            case Str(String value) -> value;
            case Word word when word == Word.NULL -> "";
            default -> text();
        };
    }

    /** The value written as JSON, without blanks. */
    default String text() {
        StringBuilder out = new StringBuilder();
        write(out);
        return out.toString();
    }

    private void write(StringBuilder out) {
        switch (this) {
            case Str(String value) -> quote(value, out);
            case Num(String text) -> out.append(text);
            case Word word ->
                out.append(
                        switch (word) {
                            case TRUE -> "true";
                            case FALSE -> "false";
                            case NULL -> "null";
                        });
            case Arr(List<Json> items) -> {
                char before = '[';
                for (Json item : items) {
                    out.append(before);
                    item.write(out);
                    before = ',';
                }
                out.append(items.isEmpty() ? "[]" : "]");
            }
            case Obj(SequencedMap<String, Json> members) -> {
                char before = '{';
                for (Map.Entry<String, Json> member : members.entrySet()) {
                    out.append(before);
                    quote(member.getKey(), out);
                    out.append(':');
                    member.getValue().write(out);
                    before = ',';
                }
                out.append(members.isEmpty() ? "{}" : "}");
            }
        }
    }

    /** Appends a string with its quotation marks; lone surrogates are escaped, since UTF-8 has no bytes for them. */
    static void quote(String value, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            boolean opens = Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1));
            boolean closes = Character.isLowSurrogate(c) && i > 0 && Character.isHighSurrogate(value.charAt(i - 1));
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c == '\n') {
                out.append("\\n");
            } else if (c == '\t') {
                out.append("\\t");
            } else if (c == '\r') {
                out.append("\\r");
            } else if (c < ' ' || (Character.isSurrogate(c) && !opens && !closes)) {
                out.append("\\u%04x".formatted((int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    /** Appends {@code ,"name":} and the string. */
    static void member(String name, String value, StringBuilder out) {
        out.append(',');
        quote(name, out);
        out.append(':');
        quote(value, out);
    }
}
