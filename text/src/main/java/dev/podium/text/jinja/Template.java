package dev.podium.text.jinja;

import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A template that was read, to be rendered as often as wanted, by several threads.
 *
 * @since 0.1.0
 */
public final class Template {

    private final List<Node> nodes;

    private Template(List<Node> nodes) {
        this.nodes = nodes;
    }

    /**
     * Reads a template.
     *
     * @throws JinjaException with the line, where something is not understood
     */
    public static Template parse(String source) {
        return new Template(Parser.parse(source));
    }

    /**
     * The text for these values.
     *
     * @param values text, numbers, truth values, lists, maps and null, under the names that the template uses
     * @param clock what {@code strftime_now} reads
     * @throws JinjaException with the line, where the template fails or refuses
     */
    public String render(Map<String, ? extends @Nullable Object> values, Clock clock) {
        Scope globals = new Scope(null);
        globals.set("raise_exception", (Function) (positional, _, line) -> {
            throw JinjaException.refusal(line, positional.isEmpty() ? "" : Python.text(positional.getFirst()));
        });
        globals.set("strftime_now", (Function) (positional, named, line) -> time(
                LocalDateTime.now(clock), new Given("strftime_now", positional, named, line).text(0, "format"), line));
        globals.set("namespace", (Function) (positional, named, line) -> {
            Namespace namespace = new Namespace(named);
            positional.forEach(one -> {
                if (!(one instanceof Map<?, ?> map)) {
                    throw JinjaException.at(line, "a namespace is made from a mapping or from names.");
                }
                map.forEach((key, value) -> namespace.members().put(Python.text(key), value));
            });
            return namespace;
        });
        globals.set("dict", (Function) (_, named, _) -> named);
        globals.set("range", (Function) (positional, _, line) -> range(positional, line));
        Scope scope = new Scope(globals);
        values.forEach((name, value) -> scope.set(name, Python.value(value)));
        return new Rendering().run(nodes, new Scope(scope));
    }

    private static List<Object> range(List<Object> given, int line) {
        if (given.isEmpty() || given.size() > 3 || !given.stream().allMatch(Long.class::isInstance)) {
            throw JinjaException.at(line, "range needs one to three whole numbers.");
        }
        long from = given.size() == 1 ? 0 : Python.whole(given.get(0));
        long to = Python.whole(given.get(given.size() == 1 ? 0 : 1));
        long step = given.size() == 3 ? Python.whole(given.get(2)) : 1;
        if (step == 0 || Math.abs((double) to - from) / Math.abs((double) step) > 100_000) { // as Jinja's sandbox
            throw JinjaException.at(line, "range must have at most 100000 numbers, and no step of 0.");
        }
        List<Object> numbers = new ArrayList<>();
        for (long i = from; step > 0 ? i < to : i > to; i += step) {
            numbers.add(i);
        }
        return numbers;
    }

    private static String time(LocalDateTime now, String format, int line) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < format.length(); i++) {
            if (format.charAt(i) != '%' || i + 1 == format.length()) {
                out.append(format.charAt(i));
                continue;
            }
            char c = format.charAt(++i);
            switch (c) {
                case 'Y' -> out.append("%04d".formatted(now.getYear()));
                case 'y' -> out.append("%02d".formatted(now.getYear() % 100));
                case 'm' -> out.append("%02d".formatted(now.getMonthValue()));
                case 'd' -> out.append("%02d".formatted(now.getDayOfMonth()));
                case 'j' -> out.append("%03d".formatted(now.getDayOfYear()));
                case 'H' -> out.append("%02d".formatted(now.getHour()));
                case 'I' -> out.append("%02d".formatted((now.getHour() + 11) % 12 + 1));
                case 'M' -> out.append("%02d".formatted(now.getMinute()));
                case 'S' -> out.append("%02d".formatted(now.getSecond()));
                case 'p' -> out.append(now.getHour() < 12 ? "AM" : "PM");
                case 'B' -> out.append(now.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
                case 'b' -> out.append(now.getMonth().getDisplayName(TextStyle.SHORT, Locale.ENGLISH), 0, 3);
                case 'A' -> out.append(now.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
                case 'a' -> out.append(now.getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
                case '%' -> out.append('%');
                default -> throw JinjaException.at(line, "the field %%%c of strftime_now is not known.".formatted(c));
            }
        }
        return out.toString();
    }
}
