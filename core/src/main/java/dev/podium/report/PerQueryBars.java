package dev.podium.report;

import dev.podium.eval.Comparison;
import dev.podium.eval.Figures;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The difference on each query, largest gain first: whether a mean is made of many small steps or of a few large ones. */
final class PerQueryBars {

    private static final double WIDTH = 1060;
    private static final double HEIGHT = 150;
    private static final double LEFT = 46;
    private static final double RIGHT = WIDTH - 4;

    private PerQueryBars() {}

    /**
     * The plot.
     *
     * @param reach the largest difference of any plot it stands beside, so that all have one scale
     * @param numbers query id to its number in the page's data
     */
    static String of(Comparison comparison, double reach, Map<String, Integer> numbers) {
        double[] differences = comparison.values().differences();
        int[] order = IntStream.range(0, differences.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -differences[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double most =
                Math.max(0.01, Math.max(0, Arrays.stream(differences).max().orElse(0)));
        double least =
                Math.min(-0.01, Math.min(0, Arrays.stream(differences).min().orElse(0)));
        // one scale for all, but no empty half where a system only wins
        double high = most > reach / 4 ? reach : reach / 4;
        double low = -least > reach / 4 ? -reach : -reach / 4;
        double height = HEIGHT * (high - low) / (2 * reach) + 12;
        Axis axis = new Axis(low, high, false, ticks(reach, low, high));
        double zero = axis.at(0, height - 6, 6);
        double step = (RIGHT - LEFT) / Math.max(1, order.length);

        StringBuilder svg = new StringBuilder();
        svg.append(Markup.fill(
                "<svg class=\"plot queries\" viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\" data-left=\"%s\" data-right=\"%s\" data-order=\"%s\">",
                Markup.at(WIDTH),
                Markup.at(height),
                Markup.escape(Markup.fill(
                        "Differences of %s from %s by %s on each query: %d above, %d level, %d below",
                        comparison.system(),
                        comparison.baseline(),
                        comparison.metric(),
                        comparison.signs().wins(),
                        comparison.signs().ties(),
                        comparison.signs().losses())),
                Markup.at(LEFT),
                Markup.at(RIGHT),
                Arrays.stream(order)
                        .mapToObj(i -> String.valueOf(
                                numbers.get(comparison.values().queries().get(i))))
                        .collect(Collectors.joining(","))));
        for (double tick : axis.ticks()) {
            String y = Markup.at(axis.at(tick, height - 6, 6));
            svg.append(Markup.fill(
                    "<line class=\"%s\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>",
                    tick == 0 ? "zero" : "grid", Markup.at(LEFT), Markup.at(RIGHT), y, y));
            svg.append(Markup.fill(
                    "<text class=\"tick\" x=\"%s\" y=\"%s\" dy=\".35em\" text-anchor=\"end\">%s</text>",
                    Markup.at(LEFT - 8), y, tick == 0 ? "0" : Markup.minus(Figures.difference(tick, 2))));
        }
        svg.append(
                Markup.fill("<path class=\"gain\" d=\"%s\"/>", bars(differences, order, axis, zero, height, step, 1)));
        svg.append(
                Markup.fill("<path class=\"loss\" d=\"%s\"/>", bars(differences, order, axis, zero, height, step, -1)));
        double mean = axis.at(comparison.difference(), height - 6, 6);
        svg.append(Markup.fill(
                "<line class=\"mean\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"><title>%s</title></line>",
                Markup.at(LEFT),
                Markup.at(RIGHT),
                Markup.at(mean),
                Markup.at(mean),
                Markup.escape("mean difference " + Figures.difference(comparison.difference(), 4))));
        svg.append(Markup.fill(
                "<rect class=\"here\" y=\"0\" height=\"%s\" width=\"%s\" visibility=\"hidden\"/>",
                Markup.at(height), Markup.at(Math.max(1.5, step))));
        return svg.append("</svg>").toString();
    }

    private static List<Double> ticks(double reach, double low, double high) {
        return Axis.linear(-reach, reach, 4).ticks().stream()
                .map(tick -> Math.abs(tick) < 1e-12 ? 0.0 : tick)
                .filter(tick -> tick >= low - 1e-9 && tick <= high + 1e-9)
                .toList();
    }

    /** All bars of one sign as one path: a thousand queries are a few kilobytes. */
    private static String bars(
            double[] differences, int[] order, Axis axis, double zero, double height, double step, int sign) {
        double width = step > 3 ? step * 0.82 : step;
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < order.length; i++) {
            double difference = differences[order[i]];
            if (difference * sign > 1e-12) {
                double x = LEFT + i * step + (step - width) / 2;
                path.append(Markup.fill(
                        "M%s %sH%sV%sH%sZ",
                        fine(x),
                        Markup.at(zero),
                        fine(x + width),
                        Markup.at(axis.at(difference, height - 6, 6)),
                        fine(x)));
            }
        }
        return path.toString();
    }

    /** Hundredths: thin bars must not be rounded into gaps. */
    private static String fine(double x) {
        return Double.toString(Math.rint(x * 100) / 100);
    }
}
