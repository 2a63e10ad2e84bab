package dev.podium.text.jinja;

import dev.podium.text.jinja.Expression.Arguments;
import dev.podium.text.jinja.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads expressions, from the weakest operator to the strongest, in Jinja's order. */
final class ExpressionParser {

    private static final Set<String> COMPARISONS = Set.of("==", "!=", "<", "<=", ">", ">=");
    private static final Set<String> NO_ARGUMENT = Set.of("else", "or", "and", "is", "if", "in", "not");

    private final Tokens tokens;

    ExpressionParser(Tokens tokens) {
        this.tokens = tokens;
    }

    /** One expression, or several with commas between: a sequence. */
    Expression tuple() {
        int line = tokens.peek().line();
        Expression first = expression();
        if (!tokens.peek().is(",")) {
            return first;
        }
        List<Expression> items = new ArrayList<>(List.of(first));
        while (tokens.skip(",")) {
            if (tokens.peek().kind() == Kind.BLOCK_END || tokens.peek().is(")")) {
                break;
            }
            items.add(expression());
        }
        return new Expression.Sequence(line, items);
    }

    Expression expression() {
        tokens.deeper();
        Expression value = withoutChoice();
        while (tokens.peek().is("if")) {
            int line = tokens.next().line();
            Expression condition = withoutChoice();
            value = new Expression.Choice(line, condition, value, tokens.skip("else") ? expression() : null);
        }
        tokens.shallower();
        return value;
    }

    Expression withoutChoice() {
        Expression left = and();
        while (tokens.peek().is("or")) {
            left = new Expression.Or(tokens.next().line(), left, and());
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (tokens.peek().is("and")) {
            left = new Expression.And(tokens.next().line(), left, not());
        }
        return left;
    }

    private Expression not() {
        if (tokens.peek().is("not")) {
            int line = tokens.next().line();
            tokens.deeper();
            Expression of = not();
            tokens.shallower();
            return new Expression.Not(line, of);
        }
        return comparison();
    }

    /** Of a chain {@code a < b < c} each neighbouring pair must hold. */
    private Expression comparison() {
        Expression left = sum();
        Expression all = left;
        boolean first = true;
        while (true) {
            Token token = tokens.peek();
            Expression one;
            Expression right;
            if ((token.kind() == Kind.OPERATOR && COMPARISONS.contains(token.text())) || token.is("in")) {
                tokens.next();
                right = sum();
                one = new Expression.Binary(token.line(), token.text(), left, right);
            } else if (token.is("not") && tokens.peekSecond().is("in")) {
                tokens.next();
                tokens.next();
                right = sum();
                one = new Expression.Not(token.line(), new Expression.Binary(token.line(), "in", left, right));
            } else {
                return all;
            }
            all = first ? one : new Expression.And(token.line(), all, one);
            left = right;
            first = false;
        }
    }

    private Expression sum() {
        Expression left = joined();
        while (tokens.peek().is("+") || tokens.peek().is("-")) {
            Token token = tokens.next();
            left = new Expression.Binary(token.line(), token.text(), left, joined());
        }
        return left;
    }

    private Expression joined() {
        Expression left = product();
        while (tokens.peek().is("~")) {
            left = new Expression.Binary(tokens.next().line(), "~", left, product());
        }
        return left;
    }

    private Expression product() {
        Expression left = power();
        while (tokens.peek().is("*")
                || tokens.peek().is("/")
                || tokens.peek().is("//")
                || tokens.peek().is("%")) {
            Token token = tokens.next();
            left = new Expression.Binary(token.line(), token.text(), left, power());
        }
        return left;
    }

    private Expression power() {
        Expression left = unary(true);
        while (tokens.peek().is("**")) {
            left = new Expression.Binary(tokens.next().line(), "**", left, unary(true));
        }
        return left;
    }

    private Expression unary(boolean withFilters) {
        Expression value;
        if (tokens.peek().is("-") || tokens.peek().is("+")) {
            Token sign = tokens.next();
            tokens.deeper();
            Expression of = unary(false);
            tokens.shallower();
            value = sign.text().equals("-") ? new Expression.Negative(sign.line(), of) : of;
        } else {
            value = postfix(primary());
        }
        return withFilters ? filtersAndTests(value) : value;
    }

    private Expression primary() {
        Token token = tokens.peek();
        int line = token.line();
        switch (token.kind()) {
            case NAME -> {
                tokens.next();
                return switch (token.text()) {
                    case "true", "True" -> new Expression.Literal(line, true);
                    case "false", "False" -> new Expression.Literal(line, false);
                    case "none", "None" -> new Expression.Literal(line, None.NONE);
                    default -> new Expression.Name(line, token.text());
                };
            }
            case STRING -> {
                StringBuilder text = new StringBuilder();
                while (tokens.peek().kind() == Kind.STRING) { // neighbours are one string
                    text.append(tokens.next().text());
                }
                return new Expression.Literal(line, text.toString());
            }
            case INTEGER -> {
                tokens.next();
                try {
                    return new Expression.Literal(line, Long.parseLong(token.text()));
                } catch (NumberFormatException e) {
                    throw JinjaException.at(line, "the number %s is too large.".formatted(token.text()));
                }
            }
            case FLOAT -> {
                tokens.next();
                return new Expression.Literal(line, Double.parseDouble(token.text()));
            }
            case OPERATOR -> {
                if (tokens.skip("(")) {
                    Expression inner = tokens.peek().is(")") ? new Expression.Sequence(line, List.of()) : tuple();
                    tokens.expectWord(")");
                    return inner;
                }
                if (tokens.skip("[")) {
                    return list(line);
                }
                if (tokens.skip("{")) {
                    return mapping(line);
                }
            }
            case DATA, BLOCK_BEGIN, BLOCK_END, OUTPUT_BEGIN, OUTPUT_END, END -> {}
        }
        throw tokens.unexpected("a value");
    }

    private Expression list(int line) {
        List<Expression> items = new ArrayList<>();
        while (!tokens.skip("]")) {
            items.add(expression());
            if (!tokens.peek().is("]")) {
                tokens.expectWord(",");
            }
        }
        return new Expression.Sequence(line, items);
    }

    private Expression mapping(int line) {
        List<Expression> keys = new ArrayList<>();
        List<Expression> values = new ArrayList<>();
        while (!tokens.skip("}")) {
            keys.add(expression());
            tokens.expectWord(":");
            values.add(expression());
            if (!tokens.peek().is("}")) {
                tokens.expectWord(",");
            }
        }
        return new Expression.Mapping(line, keys, values);
    }

    private Expression postfix(Expression start) {
        Expression value = start;
        while (true) {
            int line = tokens.peek().line();
            if (tokens.skip(".")) {
                Token member = tokens.next();
                if (member.kind() == Kind.INTEGER) {
                    value = new Expression.Item(
                            line, value, new Expression.Literal(line, Long.parseLong(member.text())));
                } else if (member.kind() == Kind.NAME) {
                    value = new Expression.Attribute(line, value, member.text());
                } else {
                    throw JinjaException.at(line, "a dot must be followed by a name.");
                }
            } else if (tokens.skip("[")) {
                value = subscript(line, value);
            } else if (tokens.skip("(")) {
                value = new Expression.Call(line, value, arguments());
            } else {
                return value;
            }
        }
    }

    private Expression subscript(int line, Expression of) {
        Expression from = tokens.peek().is(":") ? null : expression();
        if (tokens.skip("]")) {
            return new Expression.Item(line, of, java.util.Objects.requireNonNull(from));
        }
        tokens.expectWord(":");
        Expression to = tokens.peek().is(":") || tokens.peek().is("]") ? null : expression();
        Expression step = tokens.skip(":") && !tokens.peek().is("]") ? expression() : null;
        tokens.expectWord("]");
        return new Expression.Slice(line, of, from, to, step);
    }

    /** After the opening bracket, and with the closing one. */
    Arguments arguments() {
        List<Expression> positional = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<Expression> named = new ArrayList<>();
        while (!tokens.skip(")")) {
            if (tokens.peek().kind() == Kind.NAME && tokens.peekSecond().is("=")) {
                names.add(tokens.next().text());
                tokens.next();
                named.add(expression());
            } else if (names.isEmpty()) {
                positional.add(expression());
            } else {
                throw tokens.unexpected("an argument with a name");
            }
            if (!tokens.peek().is(")")) {
                tokens.expectWord(",");
            }
        }
        return new Arguments(positional, names, named);
    }

    private Expression filtersAndTests(Expression start) {
        Expression value = start;
        while (true) {
            int line = tokens.peek().line();
            if (tokens.skip("|")) {
                String name = tokens.expect(Kind.NAME, "the name of a filter").text();
                value = new Expression.Filter(line, value, name, tokens.skip("(") ? arguments() : Arguments.NONE);
            } else if (tokens.skip("is")) {
                boolean negated = tokens.skip("not");
                String name = tokens.expect(Kind.NAME, "the name of a test").text();
                value = new Expression.Test(line, value, name, testArguments(), negated);
            } else {
                return value;
            }
        }
    }

    private Arguments testArguments() {
        if (tokens.skip("(")) {
            return arguments();
        }
        Token next = tokens.peek();
        boolean argument = switch (next.kind()) {
            case NAME -> !NO_ARGUMENT.contains(next.text());
            case STRING, INTEGER, FLOAT -> true;
            case OPERATOR -> next.is("[") || next.is("{");
            case DATA, BLOCK_BEGIN, BLOCK_END, OUTPUT_BEGIN, OUTPUT_END, END -> false;
        };
        return argument ? new Arguments(List.of(postfix(primary())), List.of(), List.of()) : Arguments.NONE;
    }
}
