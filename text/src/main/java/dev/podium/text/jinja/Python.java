package dev.podium.text.jinja;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Python does to values, where a template can tell: truth, equality, text, white space.
 *
 * <p>Values are String, Boolean, Long, Double, List, Map, {@link None}, {@link Undefined}, {@link Namespace},
 * {@link Loop} and {@link Function}.
 */
final class Python {

    private Python() {}

    /** The value of a Java object: null is {@code None}, whole numbers are Long, others Double. */
    static Object value(@Nullable Object java) {
        return switch (java) {
            case null -> None.NONE;
            case Map<?, ?> map -> {
                Map<String, Object> copy = new LinkedHashMap<>();
                map.forEach((key, one) -> copy.put(String.valueOf(key), value(one)));
                yield copy;
            }
            case Collection<?> collection -> {
                List<Object> copy = new ArrayList<>();
                collection.forEach(one -> copy.add(value(one)));
                yield copy;
            }
            case Integer number -> number.longValue();
            case Short number -> number.longValue();
            case Float number -> number.doubleValue();
            case String _, Boolean _, Long _, Double _ -> java;
            case None _, Undefined _, Namespace _, Loop _, Function _ -> java;
            default ->
                throw new IllegalArgumentException(
                        "A template cannot work with a %s.\nMaybe turn it into text, numbers, lists and maps."
                                .formatted(java.getClass().getName()));
        };
    }

    static boolean truth(Object value) {
        return switch (value) {
            case Boolean truth -> truth;
            case String text -> !text.isEmpty();
            case Long number -> number != 0;
            case Double number -> number != 0;
            case List<?> list -> !list.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            case None _, Undefined _ -> false;
            default -> true;
        };
    }

    static boolean equal(Object left, Object right) {
        if (isNumber(left) && isNumber(right)) {
            return compareNumbers(left, right) == 0;
        }
        if (left instanceof List<?> one && right instanceof List<?> other) {
            if (one.size() != other.size()) {
                return false;
            }
            for (int i = 0; i < one.size(); i++) {
                if (!equal(one.get(i), other.get(i))) {
                    return false;
                }
            }
            return true;
        }
        if (left instanceof Map<?, ?> one && right instanceof Map<?, ?> other) {
            return one.keySet().equals(other.keySet())
                    && one.keySet().stream().allMatch(key -> equal(member(one, key), member(other, key)));
        }
        return left.equals(right);
    }

    private static Object member(Map<?, ?> map, @Nullable Object key) {
        Object value = map.get(key);
        return value == null ? None.NONE : value;
    }

    /** A truth value counts as 1 or 0, as in Python. */
    static boolean isNumber(Object value) {
        return value instanceof Long || value instanceof Double || value instanceof Boolean;
    }

    static double real(Object number) {
        return number instanceof Double real ? real : whole(number);
    }

    static long whole(Object number) {
        return switch (number) {
            case Boolean truth -> truth ? 1 : 0;
            case Double real -> real.longValue();
            case Long whole -> whole;
            default -> throw new IllegalStateException("no number: " + number);
        };
    }

    private static int compareNumbers(Object left, Object right) {
        return left instanceof Double || right instanceof Double
                ? Double.compare(real(left) + 0.0, real(right) + 0.0)
                : Long.compare(whole(left), whole(right));
    }

    /** Negative, zero or positive; numbers with numbers, strings with strings (by code point), lists by their items. */
    static int compare(Object left, Object right, int line) {
        if (isNumber(left) && isNumber(right)) {
            return compareNumbers(left, right);
        }
        if (left instanceof String one && right instanceof String other) {
            int[] a = one.codePoints().toArray();
            int[] b = other.codePoints().toArray();
            return java.util.Arrays.compare(a, b);
        }
        if (left instanceof List<?> one && right instanceof List<?> other) {
            for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
                int order = compare(one.get(i), other.get(i), line);
                if (order != 0) {
                    return order;
                }
            }
            return Integer.compare(one.size(), other.size());
        }
        throw JinjaException.at(line, "%s and %s have no order.".formatted(typed(left), typed(right)));
    }

    /** As {@code str()} prints it. */
    static String text(Object value) {
        return value instanceof String text ? text : value instanceof Undefined ? "" : repr(value);
    }

    /** As {@code repr()} prints it. */
    static String repr(Object value) {
        return switch (value) {
            case String text -> quoted(text);
            case Boolean truth -> truth ? "True" : "False";
            case Double number -> decimal(number);
            case None _ -> "None";
            case Undefined _ -> "Undefined";
            case List<?> list -> {
                List<String> items = new ArrayList<>();
                list.forEach(item -> items.add(repr(item)));
                yield "[" + String.join(", ", items) + "]";
            }
            case Map<?, ?> map -> {
                List<String> items = new ArrayList<>();
                map.forEach((key, item) -> items.add(repr(key) + ": " + repr(item)));
                yield "{" + String.join(", ", items) + "}";
            }
            case Namespace _ -> "<Namespace>";
            case Loop _ -> "<LoopContext>";
            case Function _ -> "<function>";
            default -> value.toString();
        };
    }

    private static String quoted(String text) {
        char quote = text.contains("'") && !text.contains("\"") ? '"' : '\'';
        StringBuilder out = new StringBuilder().append(quote);
        for (char c : text.toCharArray()) {
            switch (c) {
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                case '\r' -> out.append("\\r");
                case '\\' -> out.append("\\\\");
                default -> {
                    if (c == quote) {
                        out.append('\\').append(c);
                    } else if (c < 0x20 || c == 0x7f) {
                        out.append("\\x%02x".formatted((int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return out.append(quote).toString();
    }

    /** A float as Python prints it: the shortest digits, with an exponent below 1e-4 and from 1e16. */
    static String decimal(double number) {
        if (Double.isNaN(number)) {
            return "nan";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "inf" : "-inf";
        }
        double size = Math.abs(number);
        if (size == 0 || (size >= 1e-4 && size < 1e16)) {
            String plain = new BigDecimal(Double.toString(number)).toPlainString();
            return size == 0 && 1 / number < 0 ? "-0.0" : plain.contains(".") ? plain : plain + ".0";
        }
        String[] parts = Double.toString(number).split("E");
        String digits = parts[0].endsWith(".0") ? parts[0].substring(0, parts[0].length() - 2) : parts[0];
        int exponent = Integer.parseInt(parts[1]);
        return "%se%s%02d".formatted(digits, exponent < 0 ? "-" : "+", Math.abs(exponent));
    }

    /** A value and its type, for messages. */
    static String typed(Object value) {
        return switch (value) {
            case String _ -> "a string";
            case Boolean _ -> "a truth value";
            case Long _, Double _ -> "a number";
            case List<?> _ -> "a list";
            case Map<?, ?> _ -> "a mapping";
            case None _ -> "none";
            case Undefined undefined -> "an undefined value (" + undefined.what() + ")";
            case Namespace _ -> "a namespace";
            case Loop _ -> "loop";
            default -> "a function";
        };
    }

    /** What a loop runs over; an undefined value has no items, as in Jinja. */
    static List<Object> items(Object value, int line) {
        return switch (value) {
            case List<?> list -> new ArrayList<>(list);
            case Map<?, ?> map -> new ArrayList<>(map.keySet());
            case String text -> {
                List<Object> characters = new ArrayList<>();
                text.codePoints().forEach(c -> characters.add(Character.toString(c)));
                yield characters;
            }
            case Undefined _ -> new ArrayList<>();
            default -> throw JinjaException.at(line, "%s has no items.".formatted(typed(value)));
        };
    }

    /** What Python calls white space, which is not quite what Java does: no-break spaces count. */
    static boolean isSpace(int c) {
        return (c >= 9 && c <= 13) || (c >= 0x1c && c <= 0x20) || c == 0x85 || (c > 0x7f && Character.isSpaceChar(c));
    }

    static String strip(String text) {
        return stripEnd(stripStart(text));
    }

    static String stripStart(String text) {
        int from = 0;
        while (from < text.length() && isSpace(text.charAt(from))) {
            from++;
        }
        return text.substring(from);
    }

    static String stripEnd(String text) {
        int to = text.length();
        while (to > 0 && isSpace(text.charAt(to - 1))) {
            to--;
        }
        return text.substring(0, to);
    }
}
