package dev.podium.text.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What operators, brackets and dots do to values. */
final class Operators {

    /** A text or list that a template multiplies or adds up must not take all memory. */
    private static final int LONGEST = 10_000_000;

    private Operators() {}

    static Object binary(String operator, Object left, Object right, int line) {
        return switch (operator) {
            case "==" -> Python.equal(left, right);
            case "!=" -> !Python.equal(left, right);
            case "<" -> Python.compare(left, right, line) < 0;
            case "<=" -> Python.compare(left, right, line) <= 0;
            case ">" -> Python.compare(left, right, line) > 0;
            case ">=" -> Python.compare(left, right, line) >= 0;
            case "in" -> contains(right, left, line);
            case "~" -> bounded(Python.text(left) + Python.text(right), line);
            case "+" -> plus(left, right, line);
            case "*" -> times(left, right, line);
            case "-", "/", "//", "%", "**" -> {
                if (Python.isNumber(left) && Python.isNumber(right)) {
                    yield arithmetic(operator, left, right, line);
                }
                throw undefinedOr(operator, left, right, line);
            }
            default -> throw JinjaException.at(line, "the operator %s is not known.".formatted(operator));
        };
    }

    private static JinjaException undefinedOr(String operator, Object left, Object right, int line) {
        return JinjaException.at(
                line, "%s %s %s is not possible.".formatted(Python.typed(left), operator, Python.typed(right)));
    }

    private static String bounded(String text, int line) {
        if (text.length() > LONGEST) {
            throw JinjaException.at(line, "a text would have more than %d characters.".formatted(LONGEST));
        }
        return text;
    }

    private static Object plus(Object left, Object right, int line) {
        if (left instanceof String one && right instanceof String other) {
            return bounded(one + other, line);
        }
        if (left instanceof List<?> one && right instanceof List<?> other) {
            if ((long) one.size() + other.size() > LONGEST) {
                throw JinjaException.at(line, "a list would have more than %d items.".formatted(LONGEST));
            }
            List<Object> all = new ArrayList<>(one);
            all.addAll(other);
            return all;
        }
        if (Python.isNumber(left) && Python.isNumber(right)) {
            return arithmetic("+", left, right, line);
        }
        throw undefinedOr("+", left, right, line);
    }

    private static Object times(Object left, Object right, int line) {
        if (Python.isNumber(left) && Python.isNumber(right)) {
            return arithmetic("*", left, right, line);
        }
        if (left instanceof String text && right instanceof Long count) {
            if (text.length() * (double) count > LONGEST) {
                throw JinjaException.at(line, "a text would have more than %d characters.".formatted(LONGEST));
            }
            return text.repeat((int) Math.max(0, count));
        }
        if (left instanceof Long && right instanceof String) {
            return times(right, left, line);
        }
        throw undefinedOr("*", left, right, line);
    }

    private static Object arithmetic(String operator, Object left, Object right, int line) {
        boolean divides = operator.equals("/") || operator.equals("//") || operator.equals("%");
        if (divides && Python.real(right) == 0) {
            throw JinjaException.at(line, "a number is divided by 0.");
        }
        if (left instanceof Double || right instanceof Double || operator.equals("/")) {
            double a = Python.real(left);
            double b = Python.real(right);
            return switch (operator) {
                case "+" -> a + b;
                case "-" -> a - b;
                case "*" -> a * b;
                case "/" -> a / b;
                case "//" -> Math.floor(a / b);
                case "%" -> a - b * Math.floor(a / b);
                default -> Math.pow(a, b);
            };
        }
        long a = Python.whole(left);
        long b = Python.whole(right);
        try {
            return switch (operator) {
                case "+" -> Math.addExact(a, b);
                case "-" -> Math.subtractExact(a, b);
                case "*" -> Math.multiplyExact(a, b);
                case "//" -> Math.floorDiv(a, b);
                case "%" -> Math.floorMod(a, b);
                default -> power(a, b);
            };
        } catch (ArithmeticException e) {
            throw JinjaException.at(line, "%d %s %d is beyond 64 bits.".formatted(a, operator, b));
        }
    }

    private static Object power(long base, long exponent) {
        if (exponent < 0) {
            return Math.pow(base, exponent);
        }
        if (exponent > 64 && base * base > 1) {
            throw new ArithmeticException();
        }
        long result = 1;
        for (long n = 0; n < Math.min(exponent, 64 + exponent % 2); n++) {
            result = Math.multiplyExact(result, base);
        }
        return result;
    }

    static boolean contains(Object in, Object value, int line) {
        return switch (in) {
            case String text when value instanceof String part -> text.contains(part);
            case Map<?, ?> map -> value instanceof String && map.containsKey(value);
            case List<?> list -> list.stream().anyMatch(item -> Python.equal(item, value));
            case Undefined _ -> false;
            default -> throw undefinedOr("in", value, in, line);
        };
    }

    /** {@code of.name}: a method or member first, then an item. */
    static Object attribute(Object of, String name, int line) {
        Function method = Methods.find(of, name);
        if (method != null) {
            return method;
        }
        return switch (of) {
            case Map<?, ?> map -> member(map, name);
            case Namespace namespace -> member(namespace.members(), name);
            case Loop loop -> loop.member(name);
            case Undefined undefined ->
                throw JinjaException.at(
                        line, "\"%s\" is asked of an undefined value: %s.".formatted(name, undefined.what()));
            default -> new Undefined("%s has no member \"%s\"".formatted(Python.typed(of), name));
        };
    }

    private static Object member(Map<?, ?> map, String name) {
        Object value = map.get(name);
        return value == null ? new Undefined("there is no member \"%s\"".formatted(name)) : value;
    }

    /** {@code of[key]}: an item first, then a method or member. */
    static Object item(Object of, Object key, int line) {
        if (key instanceof Long || key instanceof Boolean) {
            long place = Python.whole(key);
            if (of instanceof List<?> list) {
                long at = place < 0 ? place + list.size() : place;
                return at >= 0 && at < list.size()
                        ? list.get((int) at)
                        : new Undefined("a list of %d has no item %d".formatted(list.size(), place));
            }
            if (of instanceof String text) {
                int size = text.codePointCount(0, text.length());
                long at = place < 0 ? place + size : place;
                return at >= 0 && at < size
                        ? Character.toString(text.codePointAt(text.offsetByCodePoints(0, (int) at)))
                        : new Undefined("a string of %d has no character %d".formatted(size, place));
            }
        }
        if (of instanceof Map<?, ?> map && map.containsKey(Python.text(key))) {
            return member(map, Python.text(key));
        }
        if (of instanceof Undefined undefined) {
            throw JinjaException.at(
                    line, "%s is asked of an undefined value: %s.".formatted(Python.repr(key), undefined.what()));
        }
        return key instanceof String name
                ? of instanceof Map<?, ?> map && Methods.find(of, name) == null
                        ? member(map, name)
                        : attribute(of, name, line)
                : new Undefined("%s has no item %s".formatted(Python.typed(of), Python.repr(key)));
    }

    static Object slice(Object of, @Nullable Object from, @Nullable Object to, @Nullable Object step, int line) {
        long by = place(step, 1, line);
        if (by == 0) {
            throw JinjaException.at(line, "the step of a slice must not be 0.");
        }
        if (!(of instanceof List<?>) && !(of instanceof String)) {
            throw JinjaException.at(line, "%s cannot be sliced.".formatted(Python.typed(of)));
        }
        List<Object> items = Python.items(of, line);
        int size = items.size();
        long first = bound(from, by > 0 ? 0 : size - 1L, size, by, line);
        long last = bound(to, by > 0 ? size : -1L, size, by, line);
        List<Object> taken = new ArrayList<>();
        for (long i = first; by > 0 ? i < last : i > last; i += by) {
            taken.add(items.get((int) i));
        }
        return of instanceof String
                ? String.join("", taken.stream().map(Python::text).toList())
                : taken;
    }

    private static long bound(@Nullable Object given, long otherwise, int size, long step, int line) {
        if (given == null || given == None.NONE) {
            return otherwise;
        }
        long place = place(given, 0, line);
        long at = place < 0 ? place + size : place;
        return step > 0 ? Math.clamp(at, 0, size) : Math.clamp(at, -1, size - 1);
    }

    private static long place(@Nullable Object given, long otherwise, int line) {
        return switch (given) {
            case null -> otherwise;
            case None _ -> otherwise;
            case Long number -> number;
            default ->
                throw JinjaException.at(line, "a slice needs whole numbers, not %s.".formatted(Python.typed(given)));
        };
    }
}
