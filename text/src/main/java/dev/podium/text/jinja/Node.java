package dev.podium.text.jinja;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What stands in a template: text, values, and statements. */
sealed interface Node {

    record Text(String text) implements Node {}

    record Output(Expression value) implements Node {}

    record If(List<Expression> conditions, List<List<Node>> bodies, List<Node> otherwise) implements Node {}

    record For(
            int line,
            List<String> targets,
            Expression in,
            @Nullable Expression where,
            List<Node> body,
            List<Node> otherwise)
            implements Node {}

    record Set(int line, List<Target> targets, Expression value) implements Node {}

    /** A name, or a member of a namespace. */
    record Target(String name, @Nullable String member) {}

    record SetBlock(int line, Target target, List<Node> body, List<Expression.Filter> filters) implements Node {}

    record Macro(int line, String name, List<String> parameters, List<Expression> defaults, List<Node> body)
            implements Node {}

    record With(List<Set> sets, List<Node> body) implements Node {}

    record FilterBlock(int line, List<Node> body, List<Expression.Filter> filters) implements Node {}

    /** What only marks its body, as {@code generation} does for training masks. */
    record Transparent(List<Node> body) implements Node {}

    record Break() implements Node {}

    record Continue() implements Node {}
}
