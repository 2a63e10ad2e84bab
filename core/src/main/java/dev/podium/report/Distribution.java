package dev.podium.report;

import dev.podium.eval.Figures;
import java.util.Arrays;

/** How the values of one system spread over the queries: a histogram, the mean and the quartiles. */
final class Distribution {

    private static final double WIDTH = 340;
    private static final double HEIGHT = 118;
    private static final double LEFT = 8;
    private static final double RIGHT = WIDTH - 8;
    private static final double TOP = 16;
    private static final double BASE = 88;
    private static final int BINS = 20;

    private Distribution() {}

    /**
     * The plot of one system.
     *
     * @param low the smallest value of any system
     * @param high the largest
     * @param most the fullest bin of any system, so that all have one scale
     */
    static String of(Series series, String metric, double low, double high, int most) {
        double[] values = values(series, metric);
        int[] counts = bins(values, low, high);
        StringBuilder svg = new StringBuilder();
        svg.append(Markup.fill(
                "<svg class=\"plot %s\" viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\">",
                series.style(),
                Markup.at(WIDTH),
                Markup.at(HEIGHT),
                Markup.escape(Markup.fill(
                        "Distribution of %s of %s over %d queries, mean %s",
                        metric, series.name(), values.length, Figures.value(series.mean(metric), 3)))));
        double width = (RIGHT - LEFT) / BINS;
        for (int i = 0; i < BINS; i++) {
            if (counts[i] > 0) {
                double height = (BASE - TOP) * counts[i] / Math.max(1, most);
                svg.append(Markup.fill(
                        "<rect class=\"bar\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"><title>%s</title></rect>",
                        Markup.at(LEFT + i * width + 1),
                        Markup.at(BASE - height),
                        Markup.at(width - 2),
                        Markup.at(height),
                        Markup.escape(Markup.fill(
                                "%s to %s: %d of %d queries",
                                Figures.value(low + (high - low) * i / BINS, 2),
                                Figures.value(low + (high - low) * (i + 1) / BINS, 2),
                                counts[i],
                                values.length))));
            }
        }
        svg.append(Markup.fill(
                "<line class=\"zero\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>",
                Markup.at(LEFT), Markup.at(RIGHT), Markup.at(BASE), Markup.at(BASE)));
        box(svg, values, low, high);
        mean(svg, series.mean(metric), low, high);
        for (double tick : new double[] {low, (low + high) / 2, high}) {
            svg.append(Markup.fill(
                    "<text class=\"tick\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>",
                    Markup.at(x(tick, low, high)),
                    Markup.at(HEIGHT - 4),
                    tick == low ? "start" : tick == high ? "end" : "middle",
                    tick == 0 ? "0" : tick == 1 ? "1" : tick == 0.5 ? ".5" : Markup.minus(Figures.value(tick, 2))));
        }
        return svg.append("</svg>").toString();
    }

    /** The middle half as a bar below the histogram, the median as a notch in it. */
    private static void box(StringBuilder svg, double[] values, double low, double high) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double lower = quantile(sorted, 0.25);
        double median = quantile(sorted, 0.5);
        double upper = quantile(sorted, 0.75);
        svg.append(Markup.fill(
                "<rect class=\"half\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"5\" rx=\"2.5\"><title>%s</title></rect>",
                Markup.at(x(lower, low, high) - 1),
                Markup.at(BASE + 5),
                Markup.at(x(upper, low, high) - x(lower, low, high) + 2),
                Markup.fill(
                        "half of the queries lie from %s to %s, median %s",
                        Figures.value(lower, 3), Figures.value(upper, 3), Figures.value(median, 3))));
        svg.append(Markup.fill(
                "<rect class=\"median\" x=\"%s\" y=\"%s\" width=\"3\" height=\"9\" rx=\"1.5\"/>",
                Markup.at(x(median, low, high) - 1.5), Markup.at(BASE + 3)));
    }

    private static void mean(StringBuilder svg, double mean, double low, double high) {
        double x = x(mean, low, high);
        svg.append(Markup.fill(
                "<line class=\"mean\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>",
                Markup.at(x), Markup.at(x), Markup.at(TOP - 2), Markup.at(BASE)));
        String anchor = x > RIGHT - 60 ? "end" : x < LEFT + 60 ? "start" : "middle";
        svg.append(Markup.fill(
                "<text class=\"name\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">mean %s</text>",
                Markup.at(x), Markup.at(TOP - 5), anchor, Markup.minus(Figures.value(mean, 3))));
    }

    static double[] values(Series series, String metric) {
        return series.system().by(metric).values().values().stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    /** Counts in twenty equal bins; the last one holds its upper end as well. */
    static int[] bins(double[] values, double low, double high) {
        int[] counts = new int[BINS];
        for (double value : values) {
            int bin = high > low ? (int) Math.floor((value - low) / (high - low) * BINS + 1e-9) : 0;
            counts[Math.clamp(bin, 0, BINS - 1)]++;
        }
        return counts;
    }

    private static double quantile(double[] sorted, double share) {
        if (sorted.length == 0) {
            return 0;
        }
        double at = share * (sorted.length - 1);
        int below = (int) at;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
    }

    private static double x(double value, double low, double high) {
        return high > low ? LEFT + (value - low) / (high - low) * (RIGHT - LEFT) : LEFT;
    }
}
