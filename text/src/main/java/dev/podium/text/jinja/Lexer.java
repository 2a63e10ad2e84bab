package dev.podium.text.jinja;

import dev.podium.text.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a template into tokens, and settles which white space around tags is text.
 *
 * <p>As Jinja with {@code trim_blocks} (the newline after a statement or comment is dropped), {@code lstrip_blocks} (the
 * blanks before one that opens its line are dropped) and without {@code keep_trailing_newline}. A minus inside a tag
 * takes all white space on its side, a plus keeps it.
 */
final class Lexer {

    private static final List<String> OPERATORS = List.of(
            "//", "**", "==", "!=", "<=", ">=", "+", "-", "*", "/", "%", "~", "<", ">", "=", "(", ")", "[", "]", "{",
            "}", ",", ".", ":", "|");

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int line = 1;
    private boolean stripNext; // the last tag ended with a minus
    private boolean lineStarts = true; // what was read last ended a line

    private Lexer(String source) {
        this.source = source;
    }

    static List<Token> tokens(String source) {
        String text = source.replace("\r\n", "\n").replace('\r', '\n');
        Lexer lexer = new Lexer(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
        lexer.run();
        return lexer.tokens;
    }

    private void run() {
        while (at < source.length()) {
            int open = nextTag();
            String text = source.substring(at, open);
            if (open == source.length()) {
                data(text);
                at = open;
                break;
            }
            char kind = source.charAt(open + 1);
            char sign = open + 2 < source.length() ? source.charAt(open + 2) : ' ';
            String kept = text;
            if (sign == '-') {
                kept = Python.stripEnd(text);
            } else if (sign != '+' && kind != '{') {
                int start = text.lastIndexOf('\n') + 1;
                if ((start > 0 || lineStarts)
                        && Python.strip(text.substring(start)).isEmpty()) {
                    kept = text.substring(0, start);
                }
            }
            data(kept);
            line += newlines(text) - newlines(kept);
            at = open + 2 + (sign == '-' || sign == '+' ? 1 : 0);
            switch (kind) {
                case '#' -> comment();
                case '{' -> tag(Kind.OUTPUT_BEGIN, Kind.OUTPUT_END, "}}");
                default -> block();
            }
        }
        tokens.add(new Token(Kind.END, "", line));
    }

    private int nextTag() {
        for (int i = at; i + 1 < source.length(); i++) {
            char next = source.charAt(i + 1);
            if (source.charAt(i) == '{' && (next == '{' || next == '%' || next == '#')) {
                return i;
            }
        }
        return source.length();
    }

    private void data(String text) {
        String kept = stripNext ? Python.stripStart(text) : text;
        if (!kept.isEmpty()) {
            tokens.add(new Token(Kind.DATA, kept, line));
        }
        line += newlines(text);
        stripNext = false;
    }

    private static int newlines(String text) {
        return (int) text.chars().filter(c -> c == '\n').count();
    }

    private void comment() {
        int end = source.indexOf("#}", at);
        if (end < 0) {
            throw JinjaException.at(line, "the comment that begins here has no end.\nMaybe a #} is missing.");
        }
        line += newlines(source.substring(at, end));
        char sign = end > at ? source.charAt(end - 1) : ' ';
        at = end + 2;
        close(sign, true);
    }

    private void block() {
        int begin = tokens.size();
        tag(Kind.BLOCK_BEGIN, Kind.BLOCK_END, "%}");
        if (tokens.size() == begin + 3 && tokens.get(begin + 1).is("raw")) {
            tokens.subList(begin, tokens.size()).clear();
            raw();
        }
    }

    private void raw() {
        var end = java.util.regex.Pattern.compile("\\{%([-+]?)\\s*endraw\\s*([-+]?)%\\}")
                .matcher(source);
        if (!end.find(at)) {
            throw JinjaException.at(line, "the raw text that begins here has no {% endraw %}.");
        }
        String text = source.substring(at, end.start());
        data(end.group(1).equals("-") ? Python.stripEnd(text) : text);
        at = end.end();
        close(end.group(2).isEmpty() ? ' ' : end.group(2).charAt(0), true);
    }

    private void close(char sign, boolean block) {
        stripNext = sign == '-';
        lineStarts = false;
        if (block && sign != '+' && sign != '-' && at < source.length() && source.charAt(at) == '\n') {
            at++;
            line++;
            lineStarts = true;
        }
    }

    private void tag(Kind begin, Kind end, String closing) {
        int opened = line;
        tokens.add(new Token(begin, "", line));
        int depth = 0;
        while (at < source.length()) {
            char c = source.charAt(at);
            if (Python.isSpace(c)) {
                line += c == '\n' ? 1 : 0;
                at++;
            } else if (depth == 0 && closes(closing)) {
                char sign = source.charAt(at);
                at += source.startsWith(closing, at) ? 2 : 3;
                tokens.add(new Token(end, "", line));
                close(sign, begin == Kind.BLOCK_BEGIN);
                return;
            } else if (c == '\'' || c == '"') {
                string(c);
            } else if (Character.isDigit(c)) {
                number();
            } else if (Character.isLetter(c) || c == '_') {
                int from = at;
                while (at < source.length()
                        && (Character.isLetterOrDigit(source.charAt(at)) || source.charAt(at) == '_')) {
                    at++;
                }
                tokens.add(new Token(Kind.NAME, source.substring(from, at), line));
            } else {
                String operator = operator();
                depth += "([{".contains(operator) ? 1 : ")]}".contains(operator) ? -1 : 0;
                tokens.add(new Token(Kind.OPERATOR, operator, line));
                at += operator.length();
            }
        }
        throw JinjaException.at(
                opened, "the tag that begins here has no end.\nMaybe a %s is missing.".formatted(closing));
    }

    private boolean closes(String closing) {
        return source.startsWith(closing, at)
                || source.startsWith("-" + closing, at)
                || (source.startsWith("+" + closing, at) && closing.equals("%}"));
    }

    private String operator() {
        for (String operator : OPERATORS) {
            if (source.startsWith(operator, at)) {
                return operator;
            }
        }
        throw JinjaException.at(line, "the character \"%c\" means nothing in a tag.".formatted(source.charAt(at)));
    }

    private void number() {
        int from = at;
        boolean fraction = false;
        while (at < source.length()) {
            char c = source.charAt(at);
            if (c == '.' && !fraction && at + 1 < source.length() && Character.isDigit(source.charAt(at + 1))) {
                fraction = true;
            } else if (!Character.isDigit(c) && c != '_') {
                break;
            }
            at++;
        }
        String digits = source.substring(from, at).replace("_", "");
        tokens.add(new Token(fraction ? Kind.FLOAT : Kind.INTEGER, digits, line));
    }

    private void string(char quote) {
        int opened = line;
        StringBuilder value = new StringBuilder();
        for (at++; at < source.length() && source.charAt(at) != quote; at++) {
            char c = source.charAt(at);
            line += c == '\n' ? 1 : 0;
            if (c == '\\' && at + 1 < source.length()) {
                at++;
                escape(value);
            } else {
                value.append(c);
            }
        }
        if (at >= source.length()) {
            throw JinjaException.at(opened, "the string that begins here has no end.");
        }
        at++;
        tokens.add(new Token(Kind.STRING, value.toString(), opened));
    }

    private void escape(StringBuilder value) {
        char c = source.charAt(at);
        switch (c) {
            case 'n' -> value.append('\n');
            case 't' -> value.append('\t');
            case 'r' -> value.append('\r');
            case 'b' -> value.append('\b');
            case 'f' -> value.append('\f');
            case 'a' -> value.append('\u0007');
            case 'v' -> value.append('\u000b');
            case '0' -> value.append('\0');
            case '\n' -> line++; // a line that goes on
            case '\\', '\'', '"' -> value.append(c);
            case 'x' -> code(value, 2);
            case 'u' -> code(value, 4);
            case 'U' -> code(value, 8);
            default -> value.append('\\').append(c); // as Python keeps what it does not know
        }
    }

    private void code(StringBuilder value, int digits) {
        try {
            value.appendCodePoint(Integer.parseInt(source.substring(at + 1, at + 1 + digits), 16));
            at += digits;
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw JinjaException.at(
                    line, "an escape \\%c needs %d hexadecimal digits.".formatted(source.charAt(at), digits));
        }
    }
}
