package dev.podium.text.jinja;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has a value. Each knows its line, for messages. */
sealed interface Expression {

    int line();

    record Literal(int line, Object value) implements Expression {}

    record Name(int line, String name) implements Expression {}

    record Sequence(int line, List<Expression> items) implements Expression {}

    record Mapping(int line, List<Expression> keys, List<Expression> values) implements Expression {}

    record Attribute(int line, Expression of, String name) implements Expression {}

    record Item(int line, Expression of, Expression key) implements Expression {}

    record Slice(
            int line,
            Expression of,
            @Nullable Expression from,
            @Nullable Expression to,
            @Nullable Expression step) implements Expression {}

    record Call(int line, Expression callee, Arguments arguments) implements Expression {}

    record Filter(int line, Expression of, String name, Arguments arguments) implements Expression {}

    record Test(int line, Expression of, String name, Arguments arguments, boolean negated) implements Expression {}

    /** An operator of two operands that are both evaluated, for example {@code +}. */
    record Binary(int line, String operator, Expression left, Expression right) implements Expression {}

    record And(int line, Expression left, Expression right) implements Expression {}

    record Or(int line, Expression left, Expression right) implements Expression {}

    record Not(int line, Expression of) implements Expression {}

    record Negative(int line, Expression of) implements Expression {}

    record Choice(
            int line,
            Expression condition,
            Expression then,
            @Nullable Expression otherwise) implements Expression {}

    /** What stands between the brackets of a call. */
    record Arguments(List<Expression> positional, List<String> names, List<Expression> named) {
        static final Arguments NONE = new Arguments(List.of(), List.of(), List.of());
    }
}
