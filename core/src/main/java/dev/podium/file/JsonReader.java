package dev.podium.file;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/**
 * Reads JSON strictly (RFC 8259), from a stream of characters, so that an array of a million objects is read one by one.
 *
 * <p>The core has no dependency, and the JDK has no JSON; this is the little that files need. A member name that stands
 * twice is refused: readers disagree on which one counts. Half a surrogate pair that a file escapes ({@code \ud83d} alone)
 * is read as U+FFFD, as bytes that are no UTF-8 are: no encoding has bytes for it, so tokenizers and writers would fail
 * later, or each replace it in its own way.
 */
final class JsonReader {

    /** Deeper nesting is no data file but an attack on the stack. */
    private static final int DEEPEST = 200;

    /** Not well-formed; the message says what was expected. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1;

        MalformedException(String message) {
            super(message);
        }
    }

    private static final int END = -1;

    private final Reader in;
    private final char[] buffer = new char[8192];
    private int length;
    private int position;
    private long line = 1;
    private boolean begun;

    JsonReader(Reader in) {
        this.in = in;
    }

    /** The line reached, from 1. */
    long line() {
        return line;
    }

    /** The one value of the stream; nothing may follow it. */
    Json only() throws IOException, MalformedException {
        Json value = value(0);
        if (peekToken() != END) {
            throw new MalformedException("something follows the value");
        }
        return value;
    }

    /** Whether the stream is at the opening of an array, which is then entered. */
    boolean enterArray() throws IOException, MalformedException {
        if (peekToken() != '[') {
            return false;
        }
        position++;
        return true;
    }

    /** Inside an array: whether there is another item, which {@link #item} then reads. */
    boolean hasItem(boolean first) throws IOException, MalformedException {
        int c = peekToken();
        if (c == ']') {
            position++;
            return false;
        }
        if (!first) {
            expect(',', "a comma or the end of the array");
        }
        return true;
    }

    Json item() throws IOException, MalformedException {
        return value(1);
    }

    /** Whether nothing but white space is left. */
    boolean atEnd() throws IOException {
        return peekToken() == END;
    }

    private Json value(int depth) throws IOException, MalformedException {
        if (depth > DEEPEST) {
            throw new MalformedException("values are nested deeper than " + DEEPEST);
        }
        int c = peekToken();
        return switch (c) {
            case '{' -> object(depth);
            case '[' -> array(depth);
            case '"' -> new Json.Str(string());
            case 't' -> word("true", Json.Word.TRUE);
            case 'f' -> word("false", Json.Word.FALSE);
            case 'n' -> word("null", Json.Word.NULL);
            case END -> throw new MalformedException("the text ends where a value is expected");
            default -> number();
        };
    }

    private Json object(int depth) throws IOException, MalformedException {
        position++;
        SequencedMap<String, Json> members = new LinkedHashMap<>();
        if (peekToken() == '}') {
            position++;
            return new Json.Obj(members);
        }
        while (true) {
            if (peekToken() != '"') {
                throw new MalformedException("a member's name in quotation marks is expected");
            }
            String name = string();
            expect(':', "a colon after \"" + name + "\"");
            if (members.put(name, value(depth + 1)) != null) {
                throw new MalformedException("the member \"" + name + "\" stands twice");
            }
            if (peekToken() == '}') {
                position++;
                return new Json.Obj(members);
            }
            expect(',', "a comma or the end of the object");
        }
    }

    private Json array(int depth) throws IOException, MalformedException {
        position++;
        List<Json> items = new ArrayList<>();
        if (peekToken() == ']') {
            position++;
            return new Json.Arr(items);
        }
        while (true) {
            items.add(value(depth + 1));
            if (peekToken() == ']') {
                position++;
                return new Json.Arr(items);
            }
            expect(',', "a comma or the end of the array");
        }
    }

    private Json word(String word, Json.Word value) throws IOException, MalformedException {
        for (int i = 0; i < word.length(); i++) {
            if (read() != word.charAt(i)) {
                throw new MalformedException("\"" + word + "\" is expected");
            }
        }
        return value;
    }

    private Json number() throws IOException, MalformedException {
        StringBuilder text = new StringBuilder();
        if (peek() == '-') {
            text.append((char) read());
        }
        int before = text.length();
        digits(text);
        if (text.length() > before + 1 && text.charAt(before) == '0') {
            throw new MalformedException("a number does not begin with 0");
        }
        if (peek() == '.') {
            text.append((char) read());
            digits(text);
        }
        if (peek() == 'e' || peek() == 'E') {
            text.append((char) read());
            if (peek() == '+' || peek() == '-') {
                text.append((char) read());
            }
            digits(text);
        }
        return new Json.Num(text.toString());
    }

    private void digits(StringBuilder text) throws IOException, MalformedException {
        int before = text.length();
        while (peek() >= '0' && peek() <= '9') {
            text.append((char) read());
        }
        if (text.length() == before) {
            throw new MalformedException(
                    peek() == END
                            ? "the text ends inside a number"
                            : "a value is expected, not '" + (char) peek() + "'");
        }
    }

    private String string() throws IOException, MalformedException {
        position++;
        StringBuilder text = new StringBuilder();
        while (true) {
            int start = position;
            // the common case is a long run of plain characters inside one buffer
            while (position < length && isPlain(buffer[position])) {
                position++;
            }
            text.append(buffer, start, position - start);
            int c = read();
            switch (c) {
                case '"' -> {
                    return wellFormed(text);
                }
                case '\\' -> text.append(escaped());
                case END -> throw new MalformedException("the text ends inside a string");
                default -> {
                    if (c < ' ') {
                        throw new MalformedException("a control character stands unescaped in a string");
                    }
                    text.append((char) c);
                }
            }
        }
    }

    private static String wellFormed(StringBuilder text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isSurrogate(c)) {
                continue;
            }
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else {
                text.setCharAt(i, '\uFFFD');
            }
        }
        return text.toString();
    }

    private static boolean isPlain(char c) {
        return c >= ' ' && c != '"' && c != '\\';
    }

    private char escaped() throws IOException, MalformedException {
        int c = read();
        return switch (c) {
            case '"', '\\', '/' -> (char) c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> {
                int code = 0;
                for (int i = 0; i < 4; i++) {
                    int hex = read();
                    int digit = hex < 128 ? Character.digit(hex, 16) : -1; // digit() knows other scripts' digits
                    if (digit < 0) {
                        throw new MalformedException("four hexadecimal digits are expected after \\u");
                    }
                    code = code * 16 + digit;
                }
                yield (char) code;
            }
            default -> throw new MalformedException("a backslash is followed by what it cannot escape");
        };
    }

    private void expect(char wanted, String what) throws IOException, MalformedException {
        if (peekToken() != wanted) {
            throw new MalformedException(what + " is expected");
        }
        position++;
    }

    private int peekToken() throws IOException {
        int c = peek();
        while (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
            line += c == '\n' ? 1 : 0;
            position++;
            c = peek();
        }
        return c;
    }

    private int peek() throws IOException {
        if (position == length) {
            length = Math.max(in.read(buffer, 0, buffer.length), 0);
            position = 0;
            if (length == 0) {
                return END;
            }
            boolean mark = !begun && buffer[0] == '\uFEFF';
            begun = true;
            if (mark) {
                position = 1; // a byte-order mark, which RFC 8259 lets a reader pass over
                return peek();
            }
        }
        return buffer[position];
    }

    private int read() throws IOException {
        int c = peek();
        if (c != END) {
            position++;
        }
        return c;
    }
}
