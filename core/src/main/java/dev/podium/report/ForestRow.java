package dev.podium.report;

import dev.podium.eval.Comparison;
import dev.podium.eval.Figures;
import java.util.List;

/** One interval of a forest plot, and the axis that stands above a group of them. */
final class ForestRow {

    private static final double WIDTH = 260;
    private static final double LEFT = 8;
    private static final double RIGHT = WIDTH - 8;

    private ForestRow() {}

    /** An axis that holds zero and every interval of the group. */
    static Axis axis(List<Comparison> group) {
        double low = 0;
        double high = 0;
        for (Comparison c : group) {
            low = Math.min(low, Math.min(c.interval().low(), c.difference()));
            high = Math.max(high, Math.max(c.interval().high(), c.difference()));
        }
        return Axis.linear(low, high, 4);
    }

    static String header(Axis axis) {
        StringBuilder svg = new StringBuilder("<svg class=\"forest\" viewBox=\"0 0 260 18\" aria-hidden=\"true\">");
        for (double tick : axis.ticks()) {
            boolean zero = Math.abs(tick) < 1e-12;
            svg.append(Markup.fill(
                    "<text class=\"tick\" x=\"%s\" y=\"13\" text-anchor=\"middle\">%s</text>",
                    Markup.at(axis.at(tick, LEFT, RIGHT)), zero ? "0" : (tick > 0 ? "+" : "") + axis.label(tick)));
        }
        return svg.append("</svg>").toString();
    }

    static String of(Comparison comparison, Axis axis, double alpha) {
        StringBuilder svg = new StringBuilder(Markup.fill(
                "<svg class=\"forest\" viewBox=\"0 0 260 28\" role=\"img\" aria-label=\"%s\">",
                Markup.escape(comparison.toString())));
        for (double tick : axis.ticks()) {
            String x = Markup.at(axis.at(tick, LEFT, RIGHT));
            svg.append(Markup.fill(
                    "<line class=\"%s\" x1=\"%s\" x2=\"%s\" y1=\"0\" y2=\"28\"/>",
                    Math.abs(tick) < 1e-12 ? "zero" : "grid", x, x));
        }
        String low = Markup.at(axis.at(comparison.interval().low(), LEFT, RIGHT));
        String high = Markup.at(axis.at(comparison.interval().high(), LEFT, RIGHT));
        String style = !comparison.significant(alpha) ? "open" : comparison.difference() > 0 ? "gain" : "loss";
        svg.append(Markup.fill("<g class=\"ci %s\"><title>%s</title>", style, Markup.escape(comparison.toString())));
        svg.append(Markup.fill("<path d=\"M%s 14H%sM%s 10V18M%s 10V18\"/>", low, high, low, high));
        svg.append(Markup.fill(
                "<circle cx=\"%s\" cy=\"14\" r=\"5\"/></g>", Markup.at(axis.at(comparison.difference(), LEFT, RIGHT))));
        return svg.append("</svg>").toString();
    }

    /** The interval in figures. */
    static String interval(Comparison c) {
        return Markup.minus(Figures.difference(c.interval().low(), 3) + " to "
                + Figures.difference(c.interval().high(), 3));
    }
}
