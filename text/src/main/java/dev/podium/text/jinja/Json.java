package dev.podium.text.jinja;

import java.util.List;
import java.util.Map;

/** Values as JSON, as Python's {@code json.dumps(ensure_ascii=False)} prints them: blanks after commas and colons, nothing escaped for HTML. */
final class Json {

    private final int indent; // below 0: all on one line
    private final int line;
    private final boolean sorted;
    private final StringBuilder out = new StringBuilder();

    private Json(int indent, boolean sorted, int line) {
        this.indent = indent;
        this.sorted = sorted;
        this.line = line;
    }

    static String text(Object value, int indent, boolean sorted, int line) {
        Json json = new Json(indent, sorted, line);
        json.write(value, 0);
        return json.out.toString();
    }

    private void write(Object value, int depth) {
        switch (value) {
            case String text -> string(text);
            case Boolean truth -> out.append(truth ? "true" : "false");
            case Long number -> out.append(number);
            case Double number ->
                out.append(
                        Double.isNaN(number)
                                ? "NaN"
                                : Double.isInfinite(number)
                                        ? (number > 0 ? "Infinity" : "-Infinity")
                                        : Python.decimal(number));
            case None _ -> out.append("null");
            case List<?> list -> {
                boolean first = true;
                for (Object item : list) {
                    separate(first, '[', depth);
                    write(item, depth + 1);
                    first = false;
                }
                close(first, "[", ']', depth);
            }
            case Map<?, ?> map -> {
                boolean first = true;
                for (Object key : sorted ? map.keySet().stream().sorted().toList() : List.copyOf(map.keySet())) {
                    separate(first, '{', depth);
                    string(Python.text(key));
                    out.append(": ");
                    Object member = map.get(key);
                    write(member == null ? None.NONE : member, depth + 1);
                    first = false;
                }
                close(first, "{", '}', depth);
            }
            default -> throw JinjaException.at(line, "%s has no JSON.".formatted(Python.typed(value)));
        }
    }

    private void separate(boolean first, char bracket, int depth) {
        out.append(first ? bracket : ',');
        if (indent >= 0) {
            out.append('\n').append(" ".repeat(indent * (depth + 1)));
        } else if (!first) {
            out.append(' ');
        }
    }

    private void close(boolean empty, String open, char bracket, int depth) {
        if (empty) {
            out.append(open);
        } else if (indent >= 0) {
            out.append('\n').append(" ".repeat(indent * depth));
        }
        out.append(bracket);
    }

    private void string(String text) {
        out.append('"');
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                default -> {
                    if (c < 0x20) {
                        out.append("\\u%04x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        out.append('"');
    }
}
