package dev.podium.text.jinja;

import dev.podium.text.jinja.Expression.Arguments;
import dev.podium.text.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads statements; {@link ExpressionParser} reads what stands in them. */
final class Parser {

    private final Tokens tokens;
    private final ExpressionParser expressions;

    private Parser(Tokens tokens) {
        this.tokens = tokens;
        this.expressions = new ExpressionParser(tokens);
    }

    static List<Node> parse(String source) {
        Parser parser = new Parser(new Tokens(Lexer.tokens(source)));
        return parser.body(Set.of());
    }

    /** Nodes up to a tag of one of these names, of which the name is read and no more. */
    private List<Node> body(Set<String> ends) {
        tokens.deeper();
        List<Node> nodes = new ArrayList<>();
        while (true) {
            Token token = tokens.next();
            switch (token.kind()) {
                case DATA -> nodes.add(new Node.Text(token.text()));
                case OUTPUT_BEGIN -> {
                    nodes.add(new Node.Output(expressions.expression()));
                    tokens.expect(Kind.OUTPUT_END, "}}");
                }
                case BLOCK_BEGIN -> {
                    if (tokens.peek().kind() == Kind.NAME
                            && ends.contains(tokens.peek().text())) {
                        tokens.shallower();
                        return nodes;
                    }
                    nodes.add(statement(tokens.expect(Kind.NAME, "the name of a statement")));
                }
                case END -> {
                    if (ends.isEmpty()) {
                        return nodes;
                    }
                    throw JinjaException.at(
                            token.line(),
                            "the template ends where one of %s is due."
                                    .formatted(ends.stream().sorted().toList()));
                }
                case BLOCK_END, OUTPUT_END, NAME, STRING, INTEGER, FLOAT, OPERATOR ->
                    throw JinjaException.at(token.line(), "\"%s\" is not expected here.".formatted(token.text()));
            }
        }
    }

    private Node statement(Token name) {
        return switch (name.text()) {
            case "if" -> condition();
            case "for" -> loop(name.line());
            case "set" -> set(name.line());
            case "macro" -> macro(name.line());
            case "with" -> with(name.line());
            case "filter" -> {
                List<Expression.Filter> filters = filters(name.line());
                endTag();
                yield new Node.FilterBlock(name.line(), closed("endfilter"), filters);
            }
            case "generation" -> {
                endTag();
                yield new Node.Transparent(closed("endgeneration"));
            }
            case "break" -> {
                endTag();
                yield new Node.Break();
            }
            case "continue" -> {
                endTag();
                yield new Node.Continue();
            }
            default ->
                throw JinjaException.at(
                        name.line(),
                        "the statement \"%s\" is not known.\nKnown are if, for, set, macro, with, filter, generation, break, continue and raw."
                                .formatted(name.text()));
        };
    }

    private void endTag() {
        tokens.expect(Kind.BLOCK_END, "%}");
    }

    private List<Node> closed(String end) {
        List<Node> body = body(Set.of(end));
        tokens.next();
        endTag();
        return body;
    }

    private Node condition() {
        List<Expression> conditions = new ArrayList<>();
        List<List<Node>> bodies = new ArrayList<>();
        List<Node> otherwise = List.of();
        String end;
        do {
            conditions.add(expressions.expression());
            endTag();
            bodies.add(body(Set.of("elif", "else", "endif")));
            end = tokens.next().text();
        } while (end.equals("elif"));
        endTag();
        if (end.equals("else")) {
            otherwise = closed("endif");
        }
        return new Node.If(conditions, bodies, otherwise);
    }

    private Node loop(int line) {
        List<String> targets = names();
        tokens.expectWord("in");
        Expression in = expressions.withoutChoice();
        Expression where = tokens.skip("if") ? expressions.expression() : null;
        if (tokens.peek().is("recursive")) {
            throw JinjaException.at(line, "recursive loops are not known.");
        }
        endTag();
        List<Node> body = body(Set.of("else", "endfor"));
        boolean hasElse = tokens.next().text().equals("else");
        endTag();
        return new Node.For(line, targets, in, where, body, hasElse ? closed("endfor") : List.of());
    }

    private List<String> names() {
        boolean bracket = tokens.skip("(");
        List<String> names = new ArrayList<>();
        do {
            names.add(tokens.expect(Kind.NAME, "a name").text());
        } while (tokens.skip(","));
        if (bracket) {
            tokens.expectWord(")");
        }
        return names;
    }

    private Node.Target target() {
        String name = tokens.expect(Kind.NAME, "a name").text();
        @Nullable
        String member = tokens.skip(".") ? tokens.expect(Kind.NAME, "a name").text() : null;
        return new Node.Target(name, member);
    }

    private Node set(int line) {
        List<Node.Target> targets = new ArrayList<>();
        do {
            targets.add(target());
        } while (tokens.skip(","));
        if (tokens.skip("=")) {
            Expression value = expressions.tuple();
            endTag();
            return new Node.Set(line, targets, value);
        }
        List<Expression.Filter> filters = tokens.skip("|") ? filters(line) : List.of();
        endTag();
        return new Node.SetBlock(line, targets.getFirst(), closed("endset"), filters);
    }

    private List<Expression.Filter> filters(int line) {
        List<Expression.Filter> filters = new ArrayList<>();
        do {
            String name = tokens.expect(Kind.NAME, "the name of a filter").text();
            Arguments arguments = tokens.skip("(") ? expressions.arguments() : Arguments.NONE;
            filters.add(new Expression.Filter(line, new Expression.Literal(line, ""), name, arguments));
        } while (tokens.skip("|"));
        return filters;
    }

    private Node macro(int line) {
        String name = tokens.expect(Kind.NAME, "the name of a macro").text();
        tokens.expectWord("(");
        List<String> parameters = new ArrayList<>();
        List<Expression> defaults = new ArrayList<>();
        while (!tokens.skip(")")) {
            String parameter = tokens.expect(Kind.NAME, "a parameter").text();
            parameters.add(parameter);
            if (tokens.skip("=")) {
                defaults.add(expressions.expression());
            } else if (!defaults.isEmpty()) {
                throw JinjaException.at(
                        line, "the parameter \"%s\" without default follows one with.".formatted(parameter));
            }
            if (!tokens.peek().is(")")) {
                tokens.expectWord(",");
            }
        }
        endTag();
        return new Node.Macro(line, name, parameters, defaults, closed("endmacro"));
    }

    private Node with(int line) {
        List<Node.Set> sets = new ArrayList<>();
        while (tokens.peek().kind() != Kind.BLOCK_END) {
            Node.Target target = target();
            tokens.expectWord("=");
            sets.add(new Node.Set(line, List.of(target), expressions.expression()));
            if (tokens.peek().kind() != Kind.BLOCK_END) {
                tokens.expectWord(",");
            }
        }
        endTag();
        return new Node.With(sets, closed("endwith"));
    }
}
