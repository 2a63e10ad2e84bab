package dev.podium.text.jinja;

import dev.podium.text.jinja.Token.Kind;
import java.util.List;

/** The tokens that are left, and how deep the parser is in them. */
final class Tokens {

    /** Deeper nesting than any published template has, by far; a template is somebody else's text and must not end the stack. */
    private static final int DEEPEST = 150;

    private final List<Token> tokens;
    private int at;
    private int depth;

    Tokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peekSecond() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = tokens.get(at);
        if (at < tokens.size() - 1) {
            at++;
        }
        return token;
    }

    boolean skip(String operatorOrName) {
        boolean there = peek().is(operatorOrName);
        if (there) {
            next();
        }
        return there;
    }

    void expectWord(String operatorOrName) {
        if (!skip(operatorOrName)) {
            throw unexpected("\"" + operatorOrName + "\"");
        }
    }

    Token expect(Kind kind, String what) {
        if (peek().kind() != kind) {
            throw unexpected(what);
        }
        return next();
    }

    JinjaException unexpected(String what) {
        Token found = peek();
        String name = found.text().isEmpty() ? "the end of the tag" : "\"" + found.text() + "\"";
        return JinjaException.at(found.line(), "%s is found where %s is due.".formatted(name, what));
    }

    void deeper() {
        if (++depth > DEEPEST) {
            throw JinjaException.at(peek().line(), "more than %d levels are nested here.".formatted(DEEPEST));
        }
    }

    void shallower() {
        depth--;
    }
}
