package dev.podium.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A scale of a plot with ticks at round numbers.
 *
 * @param low its lower end
 * @param high its upper end, above {@code low}
 * @param log whether equal steps are equal ratios
 * @param ticks within the ends, rising
 */
record Axis(double low, double high, boolean log, List<Double> ticks) {

    /** From the round number below {@code min} to the one above {@code max}. */
    static Axis linear(double min, double max, int about) {
        double span = max > min ? max - min : Math.max(1e-3, Math.abs(max) * 0.1);
        double from = max > min ? min : min - span / 2;
        double to = max > min ? max : max + span / 2;
        double rough = span / about;
        double power = Math.pow(10, Math.floor(Math.log10(rough)));
        double step = rough / power <= 1
                ? power
                : rough / power <= 2 ? 2 * power : rough / power <= 5 ? 5 * power : 10 * power;
        long first = (long) Math.floor(from / step + 1e-9);
        long last = (long) Math.ceil(to / step - 1e-9);
        List<Double> ticks = new ArrayList<>();
        for (long i = first; i <= last; i++) {
            ticks.add(i * step);
        }
        return new Axis(first * step, last * step, false, List.copyOf(ticks));
    }

    /** Wide enough for both with some room, ticks at 1, 2 and 5 times the powers of ten, thinned where they crowd. */
    static Axis logarithmic(double min, double max) {
        double low = min / 1.6;
        double high = max * 1.6;
        double decades = Math.log10(high / low);
        int[] steps = decades < 2.2 ? new int[] {1, 2, 5} : new int[] {1};
        List<Double> ticks = new ArrayList<>();
        for (int power = (int) Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
            for (int step : steps) {
                double tick = step * Math.pow(10, power);
                if (tick >= low && tick <= high) {
                    ticks.add(tick);
                }
            }
        }
        return new Axis(low, high, true, List.copyOf(ticks));
    }

    /** Where a value lies between two coordinates. */
    double at(double value, double from, double to) {
        double share = log ? Math.log(value / low) / Math.log(high / low) : (value - low) / (high - low);
        return from + share * (to - from);
    }

    /** A tick in as many decimals as tell it from its neighbours, without the zero before the point. */
    String label(double tick) {
        double step = ticks.size() < 2 ? high - low : ticks.get(1) - ticks.get(0);
        int decimals = Math.max(0, (int) Math.ceil(-Math.log10(step) - 1e-9));
        String text = Markup.fill("%." + decimals + "f", Math.abs(tick) < step / 1e6 ? 0.0 : tick);
        return Markup.minus(text.replaceFirst("^(-?)0\\.(?=.*[1-9])", "$1.").replaceFirst("^0\\.0+$", "0"));
    }
}
