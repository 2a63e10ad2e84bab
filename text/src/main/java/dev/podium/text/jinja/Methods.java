package dev.podium.text.jinja;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The methods that Python's strings, mappings and lists have, as far as templates call them. */
final class Methods {

    private static final Set<String> OF_STRINGS = Set.of(
            "strip",
            "lstrip",
            "rstrip",
            "split",
            "rsplit",
            "splitlines",
            "startswith",
            "endswith",
            "upper",
            "lower",
            "title",
            "capitalize",
            "replace",
            "join",
            "find",
            "rfind",
            "count",
            "isdigit",
            "isspace",
            "removeprefix",
            "removesuffix");
    private static final Set<String> OF_MAPPINGS = Set.of("items", "keys", "values", "get");
    private static final Set<String> OF_LISTS = Set.of("index", "count");

    private Methods() {}

    /** The method of that name, or null where the value has none. */
    static @Nullable Function find(Object of, String name) {
        return switch (of) {
            case String text
            when OF_STRINGS.contains(name) ->
                (positional, named, line) -> string(text, new Given(name, positional, named, line));
            case Map<?, ?> map
            when OF_MAPPINGS.contains(name) ->
                (positional, named, line) -> mapping(map, new Given(name, positional, named, line));
            case List<?> list
            when OF_LISTS.contains(name) ->
                (positional, named, line) -> list(list, new Given(name, positional, named, line));
            default -> null;
        };
    }

    private static Object string(String text, Given given) {
        return switch (given.what()) {
            case "strip" -> strip(text, given.atMost(1), true, true);
            case "lstrip" -> strip(text, given.atMost(1), true, false);
            case "rstrip" -> strip(text, given.atMost(1), false, true);
            case "split" -> split(text, given.atMost(2), false);
            case "rsplit" -> split(text, given.atMost(2), true);
            case "splitlines" -> new ArrayList<Object>(text.lines().toList());
            case "startswith" -> affixes(given).stream().anyMatch(text::startsWith);
            case "endswith" -> affixes(given).stream().anyMatch(text::endsWith);
            case "upper" -> text.toUpperCase(Locale.ROOT);
            case "lower" -> text.toLowerCase(Locale.ROOT);
            case "title" -> title(text);
            case "capitalize" -> capitalize(text);
            case "replace" -> replace(text, given.text(0, "old"), given.text(1, "new"), given.whole(2, "count", -1));
            case "join" -> {
                List<String> parts = new ArrayList<>();
                for (Object part : Python.items(given.required(0, "iterable"), given.line())) {
                    parts.add(part instanceof String string ? string : given.fail("strings", part));
                }
                yield String.join(text, parts);
            }
            case "find" -> points(text, text.indexOf(given.text(0, "sub")));
            case "rfind" -> points(text, text.lastIndexOf(given.text(0, "sub")));
            case "count" -> count(text, given.text(0, "sub"));
            case "isdigit" -> !text.isEmpty() && text.codePoints().allMatch(Character::isDigit);
            case "isspace" -> !text.isEmpty() && text.codePoints().allMatch(Python::isSpace);
            case "removeprefix" -> {
                String prefix = given.text(0, "prefix");
                yield text.startsWith(prefix) ? text.substring(prefix.length()) : text;
            }
            case "removesuffix" -> {
                String suffix = given.text(0, "suffix");
                yield text.endsWith(suffix) ? text.substring(0, text.length() - suffix.length()) : text;
            }
            default -> throw new IllegalStateException(given.what());
        };
    }

    private static long points(String text, int at) {
        return at < 0 ? -1 : text.codePointCount(0, at);
    }

    private static long count(String text, String part) {
        if (part.isEmpty()) {
            return text.codePointCount(0, text.length()) + 1L;
        }
        long count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return count;
    }

    static String replace(String text, String old, String fresh, long count) {
        if (count < 0) {
            return text.replace(old, fresh);
        }
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (long n = 0; n < count; n++) {
            int at = text.indexOf(old, from);
            if (at < 0 || old.isEmpty()) {
                break;
            }
            out.append(text, from, at).append(fresh);
            from = at + old.length();
        }
        return out.append(text, from, text.length()).toString();
    }

    private static List<String> affixes(Given given) {
        Object affix = given.required(0, "prefix");
        if (affix instanceof List<?> several) {
            List<String> all = new ArrayList<>();
            several.forEach(one -> all.add(one instanceof String text ? text : given.fail("strings", one)));
            return all;
        }
        return List.of(given.text(0, "prefix"));
    }

    static String strip(String text, Given given, boolean start, boolean end) {
        Object characters = given.optional(0, "chars");
        if (characters == null || characters == None.NONE) {
            String stripped = start ? Python.stripStart(text) : text;
            return end ? Python.stripEnd(stripped) : stripped;
        }
        int[] dropped = given.text(0, "chars").codePoints().sorted().toArray();
        int[] points = text.codePoints().toArray();
        int from = 0;
        int to = points.length;
        while (start && from < to && java.util.Arrays.binarySearch(dropped, points[from]) >= 0) {
            from++;
        }
        while (end && to > from && java.util.Arrays.binarySearch(dropped, points[to - 1]) >= 0) {
            to--;
        }
        return new String(points, from, to - from);
    }

    private static List<Object> split(String text, Given given, boolean fromEnd) {
        Object separator = given.optional(0, "sep");
        long most = given.whole(1, "maxsplit", -1);
        if (separator == null || separator == None.NONE) {
            return words(text, most, fromEnd, given);
        }
        String by = given.text(0, "sep");
        if (by.isEmpty()) {
            throw JinjaException.at(
                    given.line(), "\"%s\" needs a separator that is not empty.".formatted(given.what()));
        }
        List<Object> parts = new ArrayList<>();
        String rest = text;
        for (long n = 0; most < 0 || n < most; n++) {
            int at = fromEnd ? rest.lastIndexOf(by) : rest.indexOf(by);
            if (at < 0) {
                break;
            }
            if (fromEnd) {
                parts.addFirst(rest.substring(at + by.length()));
                rest = rest.substring(0, at);
            } else {
                parts.add(rest.substring(0, at));
                rest = rest.substring(at + by.length());
            }
        }
        if (fromEnd) {
            parts.addFirst(rest);
        } else {
            parts.add(rest);
        }
        return parts;
    }

    private static List<Object> words(String text, long most, boolean fromEnd, Given given) {
        if (fromEnd && most >= 0) {
            throw JinjaException.at(given.line(), "rsplit at white space with a limit is not known.");
        }
        List<Object> parts = new ArrayList<>();
        String rest = Python.stripStart(text);
        while (!rest.isEmpty()) {
            if (most >= 0 && parts.size() == most) {
                parts.add(rest);
                break;
            }
            int end = 0;
            while (end < rest.length() && !Python.isSpace(rest.charAt(end))) {
                end++;
            }
            parts.add(rest.substring(0, end));
            rest = Python.stripStart(rest.substring(end));
        }
        return parts;
    }

    static String capitalize(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = text.offsetByCodePoints(0, 1);
        return text.substring(0, first).toUpperCase(Locale.ROOT)
                + text.substring(first).toLowerCase(Locale.ROOT);
    }

    static String title(String text) {
        StringBuilder out = new StringBuilder();
        boolean inWord = false;
        for (int c : text.codePoints().toArray()) {
            out.appendCodePoint(inWord ? Character.toLowerCase(c) : Character.toTitleCase(c));
            inWord = Character.isLetter(c);
        }
        return out.toString();
    }

    private static Object mapping(Map<?, ?> map, Given given) {
        return switch (given.what()) {
            case "items" -> pairs(map);
            case "keys" -> new ArrayList<Object>(map.keySet());
            case "values" -> new ArrayList<Object>(map.values());
            default -> {
                Object found = map.get(Python.text(given.required(0, "key")));
                Object otherwise = given.optional(1, "default");
                yield found != null ? found : otherwise != null ? otherwise : None.NONE;
            }
        };
    }

    static List<Object> pairs(Map<?, ?> map) {
        List<Object> pairs = new ArrayList<>();
        map.forEach((key, value) -> pairs.add(List.<Object>of(key, value)));
        return pairs;
    }

    private static Object list(List<?> list, Given given) {
        Object wanted = given.required(0, "value");
        long count = 0;
        for (int i = 0; i < list.size(); i++) {
            if (Python.equal(list.get(i), wanted)) {
                if (given.what().equals("index")) {
                    return (long) i;
                }
                count++;
            }
        }
        if (given.what().equals("index")) {
            throw JinjaException.at(given.line(), "%s is not in the list.".formatted(Python.repr(wanted)));
        }
        return count;
    }
}
