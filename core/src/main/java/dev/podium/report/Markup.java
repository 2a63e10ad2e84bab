package dev.podium.report;

import java.util.Locale;

/** Text made safe for HTML, for attributes and for data inside a page. */
final class Markup {

    private Markup() {}

    /** For text and quoted attributes; what no page may hold (lone surrogates, control characters) becomes U+FFFD. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(readable(c));
            }
        });
        return escaped.toString();
    }

    /** A JSON string that may stand inside a script element: no "less than", so nothing can end the element. */
    static String json(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16).append('"');
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> escaped.append("\\\"");
                case '\\' -> escaped.append("\\\\");
                case '\n', '\r', '\t' -> escaped.append(' ');
                case '<', '>', '&', 0x2028, 0x2029 -> escaped.append(fill("\\u%04x", c));
                default -> escaped.appendCodePoint(readable(c));
            }
        });
        return escaped.append('"').toString();
    }

    /** Text that can be written down: lone surrogates, which no encoding has, and control characters become U+FFFD. */
    static String readable(String text) {
        StringBuilder readable = new StringBuilder(text.length());
        text.codePoints().forEach(c -> readable.appendCodePoint(readable(c)));
        return readable.toString();
    }

    /** The same on one line. */
    static String line(String text) {
        return readable(text.replace('\n', ' ').replace('\r', ' ').replace('\t', ' '));
    }

    private static int readable(int c) {
        boolean control = Character.isISOControl(c) && c != '\n' && c != '\t';
        boolean alone = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
        return control || alone ? 0xFFFD : c;
    }

    /** At most so many characters, the middle left out: pipelines differ at their ends. */
    static String middle(String text, int most) {
        int[] points = text.codePoints().toArray();
        if (points.length <= most) {
            return text;
        }
        int head = (most - 1) / 3;
        int tail = most - 1 - head;
        return new String(points, 0, head).strip() + "…" + new String(points, points.length - tail, tail).strip();
    }

    /** At most so many characters, the end left out. */
    static String start(String text, int most) {
        int[] points = text.codePoints().toArray();
        return points.length <= most ? text : new String(points, 0, most - 1).strip() + "…";
    }

    /** The same digits and points in every country. */
    static String fill(String template, Object... values) {
        return String.format(Locale.ROOT, template, values);
    }

    /** A count with its noun. */
    static String many(int count, String one, String many) {
        return fill("%,d %s", count, count == 1 ? one : many);
    }

    /** How many queries. */
    static String queries(int count) {
        return many(count, "query", "queries");
    }

    /** A number for a coordinate: a tenth of a pixel is fine enough. */
    static String at(double x) {
        double rounded = Math.rint(x * 10) / 10;
        return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
    }

    /** A true minus sign, as wide as the plus it stands above. */
    static String minus(String number) {
        return number.replace('-', '−');
    }
}
