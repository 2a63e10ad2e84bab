package dev.podium.cli.training;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A run as a page that draws itself anew: the loss, smoothed, and the evaluations over the steps. */
public final class LossCurve {

    private static final int WIDTH = 860;
    private static final int HEIGHT = 260;
    private static final int POINTS = 400;

    private LossCurve() {}

    /** @param lines of the diary @param total steps in all */
    static String page(String name, List<Map<String, Object>> lines, long total) {
        double[][] loss = points(lines, "loss");
        double[][] value = points(lines, "value");
        long done = lines.stream()
                .mapToLong(line -> (long) number(line, "step"))
                .max()
                .orElse(0);
        double seconds =
                lines.stream().mapToDouble(line -> number(line, "seconds")).sum();
        double left = done == 0 ? 0 : seconds / done * (total - done);
        StringBuilder html = new StringBuilder();
        html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
        if (done < total) {
            html.append("<meta http-equiv=\"refresh\" content=\"30\">");
        }
        html.append("<title>")
                .append(escaped(name))
                .append("</title><style>")
                .append("body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:920px;padding:0 1rem;")
                .append("color:#1d2733;background:#fff}svg{width:100%;height:auto}h2{font-size:1rem;margin:1.5rem 0 0}")
                .append(".axis{stroke:#9aa7b4;stroke-width:1}.curve{fill:none;stroke:#1667c5;stroke-width:2}")
                .append(".faint{fill:none;stroke:#1667c5;stroke-width:1;opacity:.25}text{font-size:12px;fill:#5b6875}")
                .append(
                        "@media(prefers-color-scheme:dark){body{background:#14191f;color:#dce3ea}}</style></head><body>");
        html.append("<h1>")
                .append(escaped(name))
                .append("</h1><p>")
                .append("Step %,d of %,d; %s so far".formatted(done, total, time(seconds)))
                .append(done < total ? ", about " + time(left) + " to go." : ".")
                .append("</p>");
        chart(html, "Loss (faint: each step; strong: running mean)", loss, true, total);
        if (value.length > 0) {
            chart(html, "Evaluation (higher is better)", value, false, total);
        }
        return html.append("</body></html>\n").toString();
    }

    private static double[][] points(List<Map<String, Object>> lines, String field) {
        return lines.stream()
                .filter(line -> line.containsKey(field))
                .map(line -> new double[] {number(line, "step"), number(line, field)})
                .toArray(double[][]::new);
    }

    private static double number(Map<String, Object> line, String field) {
        return line.get(field) instanceof Number number ? number.doubleValue() : 0;
    }

    private static void chart(StringBuilder html, String title, double[][] points, boolean smooth, long total) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (double[] point : points) {
            least = Math.min(least, point[1]);
            most = Math.max(most, point[1]);
        }
        if (points.length == 0) {
            return;
        }
        double span = most > least ? most - least : 1;
        html.append("<h2>")
                .append(title)
                .append("</h2><svg viewBox=\"-60 -10 ")
                .append(WIDTH + 80)
                .append(' ')
                .append(HEIGHT + 40)
                .append("\" role=\"img\" aria-label=\"")
                .append(title)
                .append("\">");
        html.append("<line class=\"axis\" x1=\"0\" y1=\"%1$d\" x2=\"%2$d\" y2=\"%1$d\"/>".formatted(HEIGHT, WIDTH));
        html.append("<text x=\"-8\" y=\"8\" text-anchor=\"end\">")
                .append(shown(most))
                .append("</text>");
        html.append("<text x=\"-8\" y=\"%d\" text-anchor=\"end\">".formatted(HEIGHT))
                .append(shown(least))
                .append("</text>");
        html.append("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">step %,d</text>".formatted(WIDTH, HEIGHT + 20, total));
        line(html, smooth ? "faint" : "curve", points, least, span, total);
        if (smooth) {
            line(html, "curve", smoothed(points), least, span, total);
        }
        html.append("</svg>");
    }

    private static void line(
            StringBuilder html, String kind, double[][] points, double least, double span, long total) {
        html.append("<polyline class=\"").append(kind).append("\" points=\"");
        int stride = Math.max(1, points.length / POINTS);
        for (int i = 0; i < points.length; i += stride) {
            html.append(String.format(
                    Locale.ROOT,
                    "%.1f,%.1f ",
                    points[i][0] / Math.max(1, total) * WIDTH,
                    HEIGHT - (points[i][1] - least) / span * HEIGHT));
        }
        html.append("\"/>");
    }

    /** An exponential mean over about fifty steps, freed of its beginning. */
    private static double[][] smoothed(double[][] points) {
        double[][] smooth = new double[points.length][];
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < points.length; i++) {
            sum = 0.98 * sum + 0.02 * points[i][1];
            weight = 0.98 * weight + 0.02;
            smooth[i] = new double[] {points[i][0], sum / weight};
        }
        return smooth;
    }

    private static String shown(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }

    public static String time(double seconds) {
        long minutes = Math.round(seconds / 60);
        return minutes < 60 ? minutes + " min" : "%d h %02d min".formatted(minutes / 60, minutes % 60);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}
