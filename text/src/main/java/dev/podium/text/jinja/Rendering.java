package dev.podium.text.jinja;

import dev.podium.text.jinja.Expression.Arguments;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One walk through a template. */
final class Rendering {

    private enum Flow {
        ON,
        BREAK,
        CONTINUE
    }

    /** Far beyond any prompt: templates come with checkpoints, from people one does not know. */
    private static final int MOST_CHARACTERS = 50_000_000;

    private static final int MOST_TURNS = 5_000_000;
    private static final int DEEPEST_CALL = 60;

    private StringBuilder out = new StringBuilder();
    private int turns;
    private int calls;
    private int loops;

    String run(List<Node> nodes, Scope scope) {
        walk(nodes, scope);
        return out.toString();
    }

    private Flow walk(List<Node> nodes, Scope scope) {
        for (Node node : nodes) {
            Flow flow = walk(node, scope);
            if (flow != Flow.ON) {
                return flow;
            }
        }
        return Flow.ON;
    }

    private Flow walk(Node node, Scope scope) {
        switch (node) {
            case Node.Text text -> write(text.text(), 0);
            case Node.Output output ->
                write(Python.text(value(output.value(), scope)), output.value().line());
            case Node.If condition -> {
                for (int i = 0; i < condition.conditions().size(); i++) {
                    if (Python.truth(value(condition.conditions().get(i), scope))) {
                        return walk(condition.bodies().get(i), scope);
                    }
                }
                return walk(condition.otherwise(), scope);
            }
            case Node.For loop -> loop(loop, scope);
            case Node.Set set -> set(set, scope);
            case Node.SetBlock block ->
                assign(
                        block.target(),
                        filtered(aside(block.body(), new Scope(scope)), block.filters(), scope),
                        scope,
                        block.line());
            case Node.Macro macro -> scope.set(macro.name(), macro(macro, scope));
            case Node.With with -> {
                Scope inner = new Scope(scope);
                for (Node.Set set : with.sets()) {
                    assign(set.targets().getFirst(), value(set.value(), scope), inner, set.line());
                }
                return walk(with.body(), inner);
            }
            case Node.FilterBlock block ->
                write(
                        Python.text(filtered(aside(block.body(), new Scope(scope)), block.filters(), scope)),
                        block.line());
            case Node.Transparent transparent -> {
                return walk(transparent.body(), scope);
            }
            case Node.Break _ -> {
                return Flow.BREAK;
            }
            case Node.Continue _ -> {
                return Flow.CONTINUE;
            }
        }
        return Flow.ON;
    }

    private void write(String text, int line) {
        if (out.length() + text.length() > MOST_CHARACTERS) {
            throw JinjaException.at(line, "more than %d characters are written.".formatted(MOST_CHARACTERS));
        }
        out.append(text);
    }

    /** What a body writes, as a value. */
    private String aside(List<Node> body, Scope scope) {
        StringBuilder before = out;
        out = new StringBuilder();
        try {
            walk(body, scope);
            return out.toString();
        } finally {
            out = before;
        }
    }

    private Object filtered(String text, List<Expression.Filter> filters, Scope scope) {
        Object value = text;
        for (Expression.Filter filter : filters) {
            value = Filters.apply(value, given(filter.name(), filter.arguments(), scope, filter.line()));
        }
        return value;
    }

    private void loop(Node.For loop, Scope scope) {
        List<Object> items = new ArrayList<>();
        for (Object item : Python.items(value(loop.in(), scope), loop.line())) {
            Expression where = loop.where();
            if (where != null) {
                Scope inner = new Scope(scope);
                unpack(loop.targets(), item, inner, loop.line());
                if (!Python.truth(value(where, inner))) {
                    continue;
                }
            }
            items.add(item);
        }
        if (items.isEmpty()) {
            walk(loop.otherwise(), scope);
            return;
        }
        loops++;
        for (int i = 0; i < items.size(); i++) {
            if (++turns > MOST_TURNS) {
                throw JinjaException.at(loop.line(), "loops turn more than %d times.".formatted(MOST_TURNS));
            }
            Scope inner = new Scope(scope);
            inner.set("loop", new Loop(items, i, loops));
            unpack(loop.targets(), items.get(i), inner, loop.line());
            if (walk(loop.body(), inner) == Flow.BREAK) {
                break;
            }
        }
        loops--;
    }

    private static void unpack(List<String> targets, Object item, Scope scope, int line) {
        if (targets.size() == 1) {
            scope.set(targets.getFirst(), item);
            return;
        }
        List<Object> parts = Python.items(item, line);
        if (parts.size() != targets.size()) {
            throw JinjaException.at(
                    line, "%d values cannot be given to %d names.".formatted(parts.size(), targets.size()));
        }
        for (int i = 0; i < parts.size(); i++) {
            scope.set(targets.get(i), parts.get(i));
        }
    }

    private void set(Node.Set set, Scope scope) {
        Object value = value(set.value(), scope);
        if (set.targets().size() == 1) {
            assign(set.targets().getFirst(), value, scope, set.line());
            return;
        }
        List<Object> parts = Python.items(value, set.line());
        if (parts.size() != set.targets().size()) {
            throw JinjaException.at(
                    set.line(),
                    "%d values cannot be given to %d names."
                            .formatted(parts.size(), set.targets().size()));
        }
        for (int i = 0; i < parts.size(); i++) {
            assign(set.targets().get(i), parts.get(i), scope, set.line());
        }
    }

    private static void assign(Node.Target target, Object value, Scope scope, int line) {
        String member = target.member();
        if (member == null) {
            scope.set(target.name(), value);
        } else if (scope.value(target.name()) instanceof Namespace namespace) {
            namespace.members().put(member, value);
        } else {
            throw JinjaException.at(
                    line, "\"%s\" is no namespace, so its members cannot be set.".formatted(target.name()));
        }
    }

    private Function macro(Node.Macro macro, Scope home) {
        return (positional, named, line) -> {
            int size = macro.parameters().size();
            if (positional.size() > size) {
                throw JinjaException.at(
                        line,
                        "the macro \"%s\" takes %d arguments, not %d."
                                .formatted(macro.name(), size, positional.size()));
            }
            for (String name : named.keySet()) {
                if (!macro.parameters().contains(name)) {
                    throw JinjaException.at(
                            line, "the macro \"%s\" has no parameter \"%s\".".formatted(macro.name(), name));
                }
            }
            if (++calls > DEEPEST_CALL) {
                throw JinjaException.at(line, "macros call one another more than %d deep.".formatted(DEEPEST_CALL));
            }
            Scope inner = new Scope(home);
            for (int i = 0; i < size; i++) {
                String name = macro.parameters().get(i);
                Object given = i < positional.size() ? positional.get(i) : named.get(name);
                int defaulted = i - (size - macro.defaults().size());
                inner.set(
                        name,
                        given != null
                                ? given
                                : defaulted >= 0
                                        ? value(macro.defaults().get(defaulted), inner)
                                        : new Undefined("the parameter \"%s\" was not given".formatted(name)));
            }
            String text = aside(macro.body(), inner);
            calls--;
            return text;
        };
    }

    private Object value(Expression expression, Scope scope) {
        return switch (expression) {
            case Expression.Literal literal -> literal.value();
            case Expression.Name name -> scope.value(name.name());
            case Expression.Sequence sequence -> {
                List<Object> items = new ArrayList<>();
                sequence.items().forEach(item -> items.add(value(item, scope)));
                yield items;
            }
            case Expression.Mapping mapping -> {
                Map<String, Object> members = new LinkedHashMap<>();
                for (int i = 0; i < mapping.keys().size(); i++) {
                    members.put(
                            Python.text(value(mapping.keys().get(i), scope)),
                            value(mapping.values().get(i), scope));
                }
                yield members;
            }
            case Expression.Attribute attribute ->
                Operators.attribute(value(attribute.of(), scope), attribute.name(), attribute.line());
            case Expression.Item item -> Operators.item(value(item.of(), scope), value(item.key(), scope), item.line());
            case Expression.Slice slice ->
                Operators.slice(
                        value(slice.of(), scope),
                        given(slice.from(), scope),
                        given(slice.to(), scope),
                        given(slice.step(), scope),
                        slice.line());
            case Expression.Call call -> call(call, scope);
            case Expression.Filter filter -> {
                Object of = value(filter.of(), scope);
                yield Filters.apply(of, given(filter.name(), filter.arguments(), scope, filter.line()));
            }
            case Expression.Test test -> {
                Object of = value(test.of(), scope);
                yield Tests.holds(of, given(test.name(), test.arguments(), scope, test.line())) != test.negated();
            }
            case Expression.Binary binary ->
                Operators.binary(
                        binary.operator(), value(binary.left(), scope), value(binary.right(), scope), binary.line());
            case Expression.And and -> {
                Object left = value(and.left(), scope);
                yield Python.truth(left) ? value(and.right(), scope) : left;
            }
            case Expression.Or or -> {
                Object left = value(or.left(), scope);
                yield Python.truth(left) ? left : value(or.right(), scope);
            }
            case Expression.Not not -> !Python.truth(value(not.of(), scope));
            case Expression.Negative negative ->
                Operators.binary("-", 0L, value(negative.of(), scope), negative.line());
            case Expression.Choice choice -> {
                Expression otherwise = choice.otherwise();
                yield Python.truth(value(choice.condition(), scope))
                        ? value(choice.then(), scope)
                        : otherwise == null
                                ? new Undefined("the condition on line %d did not hold".formatted(choice.line()))
                                : value(otherwise, scope);
            }
        };
    }

    private @Nullable Object given(@Nullable Expression expression, Scope scope) {
        return expression == null ? null : value(expression, scope);
    }

    private Given given(String what, Arguments arguments, Scope scope, int line) {
        List<Object> positional = new ArrayList<>();
        arguments.positional().forEach(argument -> positional.add(value(argument, scope)));
        Map<String, Object> named = new LinkedHashMap<>();
        for (int i = 0; i < arguments.names().size(); i++) {
            named.put(arguments.names().get(i), value(arguments.named().get(i), scope));
        }
        return new Given(what, positional, named, line);
    }

    private Object call(Expression.Call call, Scope scope) {
        Object callee = value(call.callee(), scope);
        if (callee instanceof Function function) {
            Given given = given("", call.arguments(), scope, call.line());
            return function.call(given.positional(), given.named(), call.line());
        }
        throw JinjaException.at(call.line(), "%s cannot be called.".formatted(Python.typed(callee)));
    }
}
