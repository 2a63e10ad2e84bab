package dev.podium.report;

import dev.podium.eval.Figures;
import dev.podium.eval.Timing;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a better ranking costs: each system at its median time and its mean quality, and the front of those that no other
 * beats in both.
 */
final class QualityAgainstTime {

    private static final double WIDTH = 540;
    private static final double HEIGHT = 360;
    private static final double LEFT = 52;
    private static final double RIGHT = WIDTH - 18;
    private static final double TOP = 26;
    private static final double BOTTOM = HEIGHT - 46;

    private record Point(Series series, double nanos, double quality, double x, double y, boolean front) {}

    private QualityAgainstTime() {}

    /** The plot, empty where fewer than two systems were timed. */
    static String of(List<Series> series, String metric) {
        List<Series> timed = series.stream()
                .filter(s -> s.system().timing() != null && s.system().timing().median() > 0)
                .toList();
        if (timed.size() < 2) {
            return "";
        }
        Axis time = timeAxis(timed);
        double lowest = timed.stream().mapToDouble(s -> s.mean(metric)).min().orElseThrow();
        double highest = timed.stream().mapToDouble(s -> s.mean(metric)).max().orElseThrow();
        double room = Math.max(0.005, (highest - lowest) * 0.15);
        Axis quality = Axis.linear(lowest - room, highest + room, 5);
        List<Point> points = points(timed, metric, time, quality);

        StringBuilder svg = new StringBuilder();
        svg.append(Markup.fill(
                "<svg class=\"plot\" viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s against time a query, one point a system\">",
                Markup.at(WIDTH), Markup.at(HEIGHT), Markup.escape(metric)));
        axes(svg, time, quality, metric);
        stairs(svg, points);
        for (Point p : points) {
            svg.append(Markup.fill(
                    "<g class=\"%s\" tabindex=\"0\"><title>%s</title><circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"6\"/></g>",
                    p.series().style(),
                    Markup.escape(Markup.fill(
                            "%s\n%s %s · %s a query%s",
                            p.series().name(),
                            metric,
                            Figures.value(p.quality(), 4),
                            Figures.time(p.nanos()),
                            p.front() ? " · on the front" : "")),
                    p.front() ? "dot" : "dot open",
                    Markup.at(p.x()),
                    Markup.at(p.y())));
        }
        labels(svg, points);
        return svg.append("</svg>").toString();
    }

    private static Axis timeAxis(List<Series> timed) {
        double[] times = timed.stream()
                .map(s -> s.system().timing())
                .filter(t -> t != null)
                .mapToDouble(Timing::median)
                .sorted()
                .toArray();
        double fastest = times[0];
        double slowest = times[times.length - 1];
        // over a factor of ten a linear axis would press the fast ones into one point
        return slowest > 10 * fastest ? Axis.logarithmic(fastest, slowest) : Axis.linear(0, slowest * 1.1, 5);
    }

    private static List<Point> points(List<Series> timed, String metric, Axis time, Axis quality) {
        List<Point> points = new ArrayList<>();
        for (Series s : timed) {
            double nanos = median(s);
            double value = s.mean(metric);
            boolean front = timed.stream()
                    .noneMatch(o -> median(o) <= nanos
                            && o.mean(metric) >= value
                            && (median(o) < nanos || o.mean(metric) > value));
            points.add(new Point(s, nanos, value, time.at(nanos, LEFT, RIGHT), quality.at(value, BOTTOM, TOP), front));
        }
        return points;
    }

    private static double median(Series series) {
        Timing timing = series.system().timing();
        return timing == null ? 0 : timing.median();
    }

    private static void axes(StringBuilder svg, Axis time, Axis quality, String metric) {
        for (double tick : quality.ticks()) {
            String y = Markup.at(quality.at(tick, BOTTOM, TOP));
            svg.append(Markup.fill(
                    "<line class=\"grid\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>",
                    Markup.at(LEFT), Markup.at(RIGHT), y, y));
            svg.append(Markup.fill(
                    "<text class=\"tick\" x=\"%s\" y=\"%s\" dy=\".35em\" text-anchor=\"end\">%s</text>",
                    Markup.at(LEFT - 8), y, quality.label(tick)));
        }
        double free = Double.NEGATIVE_INFINITY;
        for (double tick : time.ticks()) {
            double x = time.at(tick, LEFT, RIGHT);
            svg.append(Markup.fill(
                    "<line class=\"grid\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>",
                    Markup.at(x), Markup.at(x), Markup.at(TOP), Markup.at(BOTTOM)));
            if (x - free >= 48) {
                svg.append(Markup.fill(
                        "<text class=\"tick\" x=\"%s\" y=\"%s\" text-anchor=\"middle\">%s</text>",
                        Markup.at(x), Markup.at(BOTTOM + 18), tick == 0 ? "0" : Figures.time(tick)));
                free = x;
            }
        }
        svg.append(Markup.fill(
                "<text class=\"label\" x=\"%s\" y=\"%s\" text-anchor=\"end\">median time a query%s →</text>",
                Markup.at(RIGHT), Markup.at(HEIGHT - 8), time.log() ? ", logarithmic" : ""));
        svg.append(Markup.fill(
                "<text class=\"label\" x=\"%s\" y=\"%s\">↑ %s</text>",
                Markup.at(LEFT - 40), Markup.at(TOP - 16), Markup.escape(metric)));
    }

    private static List<Point> front(List<Point> points) {
        return points.stream()
                .filter(Point::front)
                .sorted(Comparator.comparingDouble(Point::x))
                .toList();
    }

    /** A staircase: between two systems of the front the cheaper one is what one can have. */
    private static void stairs(StringBuilder svg, List<Point> points) {
        List<Point> front = front(points);
        Point first = front.getFirst();
        StringBuilder path = new StringBuilder();
        for (Point p : front.subList(1, front.size())) {
            path.append(Markup.fill("H%sV%s", Markup.at(p.x()), Markup.at(p.y())));
        }
        path.append("H").append(Markup.at(RIGHT));
        String x = Markup.at(first.x());
        String y = Markup.at(first.y());
        svg.append(Markup.fill(
                "<path class=\"reach\" d=\"M%s %sV%s%sV%sZ\"/>", x, Markup.at(BOTTOM), y, path, Markup.at(BOTTOM)));
        svg.append(Markup.fill("<path class=\"front\" d=\"M%s %s%s\"/>", x, y, path));
    }

    private static void labels(StringBuilder svg, List<Point> points) {
        Labels labels = new Labels(LEFT, TOP, RIGHT, BOTTOM);
        points.forEach(p -> labels.keepFree(p.x(), p.y(), 8));
        List<Point> front = front(points);
        for (int i = 1; i < front.size(); i++) {
            Point a = front.get(i - 1);
            Point b = front.get(i);
            labels.keepFree(a.x(), a.y(), b.x(), a.y());
            labels.keepFree(b.x(), a.y(), b.x(), b.y());
        }
        for (Point p : points) {
            svg.append(labels.place(Markup.middle(p.series().name(), 30), p.x(), p.y()));
        }
    }
}
