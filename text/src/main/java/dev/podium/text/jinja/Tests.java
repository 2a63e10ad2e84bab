package dev.podium.text.jinja;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What can be asked of a value by {@code is}. */
final class Tests {

    private Tests() {}

    static boolean holds(Object value, Given given) {
        int line = given.line();
        return switch (given.what()) {
            case "defined" -> !(value instanceof Undefined);
            case "undefined" -> value instanceof Undefined;
            case "none" -> value == None.NONE;
            case "string" -> value instanceof String;
            case "mapping" -> value instanceof Map;
            case "sequence" -> value instanceof List || value instanceof String || value instanceof Map;
            case "iterable" ->
                value instanceof List || value instanceof String || value instanceof Map || value instanceof Undefined;
            case "number" -> Python.isNumber(value); // a truth value is one to Python
            case "integer" -> value instanceof Long;
            case "float" -> value instanceof Double;
            case "boolean" -> value instanceof Boolean;
            case "true" -> Boolean.TRUE.equals(value);
            case "false" -> Boolean.FALSE.equals(value);
            case "callable" -> value instanceof Function;
            case "odd" -> Math.floorMod(number(value, given), 2L) == 1;
            case "even" -> Math.floorMod(number(value, given), 2L) == 0;
            case "divisibleby" -> {
                long by = given.whole(0, "num", 0);
                if (by == 0) {
                    throw JinjaException.at(line, "nothing is divisible by 0.");
                }
                yield number(value, given) % by == 0;
            }
            case "eq", "equalto" -> Python.equal(value, given.required(0, "other"));
            case "ne" -> !Python.equal(value, given.required(0, "other"));
            case "lt", "lessthan" -> Python.compare(value, given.required(0, "other"), line) < 0;
            case "le" -> Python.compare(value, given.required(0, "other"), line) <= 0;
            case "gt", "greaterthan" -> Python.compare(value, given.required(0, "other"), line) > 0;
            case "ge" -> Python.compare(value, given.required(0, "other"), line) >= 0;
            case "in" -> Operators.contains(given.required(0, "seq"), value, line);
            case "sameas" -> value.equals(given.required(0, "other"));
            case "lower" -> Python.text(value).equals(Python.text(value).toLowerCase(Locale.ROOT));
            case "upper" -> Python.text(value).equals(Python.text(value).toUpperCase(Locale.ROOT));
            default ->
                throw JinjaException.at(
                        line,
                        "the test \"%s\" is not known.\nKnown are Jinja's own tests but filter, test and escaped."
                                .formatted(given.what()));
        };
    }

    private static long number(Object value, Given given) {
        return value instanceof Long whole ? whole : given.fail("a whole number", value);
    }
}
