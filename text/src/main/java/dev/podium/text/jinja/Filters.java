package dev.podium.text.jinja;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be done to a value after a bar. */
final class Filters {

    private Filters() {}

    static Object apply(Object value, Given given) {
        int line = given.line();
        return switch (given.what()) {
            case "trim" -> Methods.strip(Python.text(value), given.atMost(1), true, true);
            case "tojson" -> {
                Object indent = given.optional(0, "indent");
                int blanks = indent == null || indent == None.NONE ? -1 : (int) given.whole(0, "indent", 0);
                for (String name : given.named().keySet()) {
                    if (!List.of("indent", "ensure_ascii", "sort_keys").contains(name)) {
                        throw JinjaException.at(line, "the argument \"%s\" of tojson is not known.".formatted(name));
                    }
                }
                if (given.truth(9, "ensure_ascii", false)) {
                    throw JinjaException.at(line, "tojson with ensure_ascii is not known.");
                }
                yield Json.text(value, blanks, given.truth(9, "sort_keys", false), line);
            }
            case "length", "count" ->
                (long)
                        switch (value) {
                            case String text -> text.codePointCount(0, text.length());
                            default -> Python.items(value, line).size();
                        };
            case "upper" -> Python.text(value).toUpperCase(Locale.ROOT);
            case "lower" -> Python.text(value).toLowerCase(Locale.ROOT);
            case "capitalize" -> Methods.capitalize(Python.text(value));
            case "title" -> Methods.title(Python.text(value));
            case "string" -> Python.text(value);
            case "safe" -> value;
            case "e", "escape" -> escaped(Python.text(value));
            case "int" -> whole(value, given);
            case "float" -> real(value, given);
            case "abs" ->
                value instanceof Long number
                        ? (Object) Math.abs(number)
                        : value instanceof Double real ? (Object) Math.abs(real) : given.fail("a number", value);
            case "round" -> round(value, given);
            case "default", "d" -> {
                Object otherwise = given.optional(0, "default_value");
                boolean falseToo = given.truth(1, "boolean", false);
                yield value instanceof Undefined || (falseToo && !Python.truth(value))
                        ? otherwise == null ? "" : otherwise
                        : value;
            }
            case "replace" ->
                Methods.replace(
                        Python.text(value),
                        Python.text(given.required(0, "old")),
                        Python.text(given.required(1, "new")),
                        given.whole(2, "count", -1));
            case "indent" -> indented(Python.text(value), given);
            case "first" -> {
                List<Object> items = Python.items(value, line);
                yield items.isEmpty() ? new Undefined("there is no first item") : items.getFirst();
            }
            case "last" -> {
                List<Object> items = Python.items(value, line);
                yield items.isEmpty() ? new Undefined("there is no last item") : items.getLast();
            }
            case "list" -> Python.items(value, line);
            case "reverse" -> {
                List<Object> reversed = Python.items(value, line).reversed();
                yield value instanceof String
                        ? String.join("", reversed.stream().map(Python::text).toList())
                        : new ArrayList<>(reversed);
            }
            case "items" ->
                switch (value) {
                    case Map<?, ?> map -> Methods.pairs(map);
                    case Undefined _ -> new ArrayList<Object>();
                    default -> given.fail("a mapping", value);
                };
            case "dictsort" ->
                value instanceof Map<?, ?> map
                        ? sorted(Methods.pairs(map), pair -> Operators.item(pair, 0L, line), false, false, line)
                        : given.fail("a mapping", value);
            case "join" -> joined(value, given);
            case "sort" -> {
                Object by = given.named().get("attribute");
                yield sorted(
                        Python.items(value, line),
                        item -> by == null ? item : path(item, by, line),
                        given.truth(0, "reverse", false),
                        given.truth(1, "case_sensitive", false),
                        line);
            }
            case "unique" -> {
                List<Object> unique = new ArrayList<>();
                for (Object item : Python.items(value, line)) {
                    if (unique.stream().noneMatch(known -> Python.equal(folded(known, false), folded(item, false)))) {
                        unique.add(item);
                    }
                }
                yield unique;
            }
            case "sum" -> {
                Object sum = given.optional(1, "start") == null ? (Object) 0L : given.required(1, "start");
                for (Object item : Python.items(value, line)) {
                    sum = Operators.binary("+", sum, item, line);
                }
                yield sum;
            }
            case "min", "max" -> extreme(Python.items(value, line), given.what().equals("max") ? 1 : -1, line);
            case "map" -> mapped(value, given);
            case "select", "reject", "selectattr", "rejectattr" -> selected(value, given);
            default ->
                throw JinjaException.at(
                        line,
                        "the filter \"%s\" is not known.\nKnown are abs capitalize count d default dictsort e escape first float indent int items join last length list lower map max min reject rejectattr replace reverse round safe select selectattr sort string sum title tojson trim unique upper."
                                .formatted(given.what()));
        };
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
                .replace("\"", "&#34;");
    }

    private static Object whole(Object value, Given given) {
        long otherwise = given.whole(0, "default", 0);
        return switch (value) {
            case Long number -> number;
            case Boolean truth -> truth ? 1L : 0L;
            case Double number -> number.longValue();
            case String text -> {
                try {
                    yield (long) Double.parseDouble(text.strip());
                } catch (NumberFormatException e) {
                    yield otherwise; // what the filter promises
                }
            }
            default -> otherwise;
        };
    }

    private static Object real(Object value, Given given) {
        Object otherwise = given.optional(0, "default") == null ? (Object) 0.0 : given.required(0, "default");
        if (Python.isNumber(value)) {
            return Python.real(value);
        }
        try {
            return value instanceof String text ? (Object) Double.parseDouble(text.strip()) : otherwise;
        } catch (NumberFormatException e) {
            return otherwise; // what the filter promises
        }
    }

    private static Object round(Object value, Given given) {
        if (!Python.isNumber(value)) {
            return given.fail("a number", value);
        }
        if (given.optional(1, "method") != null && !given.text(1, "method").equals("common")) {
            throw JinjaException.at(given.line(), "round knows the method \"common\" alone.");
        }
        return new java.math.BigDecimal(Python.real(value))
                .setScale((int) given.whole(0, "precision", 0), java.math.RoundingMode.HALF_EVEN)
                .doubleValue();
    }

    private static String indented(String text, Given given) {
        Object width = given.optional(0, "width");
        String blanks = width instanceof String own ? own : " ".repeat((int) given.whole(0, "width", 4));
        boolean first = given.truth(1, "first", false);
        boolean blank = given.truth(2, "blank", false);
        StringBuilder out = new StringBuilder();
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            boolean indent = i == 0 ? first : blank || !lines[i].isEmpty();
            out.append(i == 0 ? "" : "\n").append(indent ? blanks : "").append(lines[i]);
        }
        return out.toString();
    }

    private static String joined(Object value, Given given) {
        Object separator = given.optional(0, "d");
        Object by = given.optional(1, "attribute");
        List<String> parts = new ArrayList<>();
        for (Object item : Python.items(value, given.line())) {
            parts.add(Python.text(by == null ? item : path(item, by, given.line())));
        }
        return String.join(separator == null ? "" : Python.text(separator), parts);
    }

    private static Object path(Object item, Object path, int line) {
        Object value = item;
        for (String name : Python.text(path).split("\\.", -1)) {
            value = name.chars().allMatch(Character::isDigit) && !name.isEmpty()
                    ? Operators.item(value, Long.parseLong(name), line)
                    : Operators.item(value, name, line);
        }
        return value;
    }

    private static Object folded(Object value, boolean caseSensitive) {
        return !caseSensitive && value instanceof String text ? text.toLowerCase(Locale.ROOT) : value;
    }

    private static List<Object> sorted(
            List<Object> items,
            java.util.function.Function<Object, Object> key,
            boolean reverse,
            boolean caseSensitive,
            int line) {
        Comparator<Object> order = (a, b) ->
                Python.compare(folded(key.apply(a), caseSensitive), folded(key.apply(b), caseSensitive), line);
        List<Object> sorted = new ArrayList<>(items);
        sorted.sort(reverse ? order.reversed() : order);
        return sorted;
    }

    private static Object extreme(List<Object> items, int sign, int line) {
        Object best = new Undefined("there is no item at all");
        for (Object item : items) {
            if (best instanceof Undefined
                    || Python.compare(folded(item, false), folded(best, false), line) * sign > 0) {
                best = item;
            }
        }
        return best;
    }

    private static Object mapped(Object value, Given given) {
        @Nullable Object by = given.named().get("attribute");
        List<Object> mapped = new ArrayList<>();
        for (Object item : Python.items(value, given.line())) {
            if (by != null) {
                Object found = path(item, by, given.line());
                Object otherwise = given.named().get("default");
                mapped.add(found instanceof Undefined && otherwise != null ? otherwise : found);
            } else {
                List<Object> rest = given.positional()
                        .subList(
                                Math.min(1, given.positional().size()),
                                given.positional().size());
                mapped.add(apply(item, new Given(given.text(0, "filter"), rest, given.named(), given.line())));
            }
        }
        return mapped;
    }

    private static Object selected(Object value, Given given) {
        boolean keep = given.what().startsWith("select");
        int skip = given.what().endsWith("attr") ? 1 : 0;
        @Nullable Object by = skip == 1 ? given.required(0, "attribute") : null;
        List<Object> rest = given.positional();
        List<Object> arguments = rest.size() > skip + 1 ? rest.subList(skip + 1, rest.size()) : List.of();
        List<Object> selected = new ArrayList<>();
        for (Object item : Python.items(value, given.line())) {
            Object asked = by == null ? item : path(item, by, given.line());
            boolean holds = rest.size() > skip
                    ? Tests.holds(
                            asked,
                            new Given(
                                    testName(given.text(skip, "test")), arguments, new LinkedHashMap<>(), given.line()))
                    : Python.truth(asked);
            if (holds == keep) {
                selected.add(item);
            }
        }
        return selected;
    }

    private static String testName(String given) {
        return switch (given) {
            case "==" -> "eq";
            case "!=" -> "ne";
            case "<" -> "lt";
            case "<=" -> "le";
            case ">" -> "gt";
            case ">=" -> "ge";
            default -> given;
        };
    }
}
