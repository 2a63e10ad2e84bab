package dev.podium.eval;

import java.util.Locale;

/**
 * Numbers as papers print them: no zero before the point of what stays below one, a sign where a difference is meant.
 *
 * @since 0.1.0
 */
public final class Figures {

    private Figures() {}

    /** A value: {@code .648}, {@code 1.000}, {@code 12.500}. */
    public static String value(double x, int decimals) {
        return bare(String.format(Locale.ROOT, "%." + decimals + "f", unsignedZero(x, decimals)));
    }

    /** A difference, always with its sign: {@code +.053}; zero is {@code ±.000}. */
    public static String difference(double x, int decimals) {
        double shown = unsignedZero(x, decimals);
        return shown == 0 ? "±" + value(0, decimals) : bare(String.format(Locale.ROOT, "%+." + decimals + "f", shown));
    }

    /** A p-value with what it is: {@code p = .003}, {@code p < .001}, {@code p = 1}. */
    public static String p(double p) {
        String bare = pBare(p);
        return bare.startsWith("<") ? "p < " + bare.substring(1) : "p = " + bare;
    }

    /** A p-value alone: {@code .003}, {@code <.001}, {@code 1}. */
    public static String pBare(double p) {
        return p < 0.001 ? "<.001" : p > 0.9995 ? "1" : value(p, 3);
    }

    /** A duration: {@code 340 ns}, {@code 12 µs}, {@code 4.7 ms}, {@code 1.30 s}, {@code 2.5 min}. */
    public static String time(double nanos) {
        if (nanos < 1e3) {
            return three(nanos) + " ns";
        }
        if (nanos < 1e6) {
            return three(nanos / 1e3) + " µs";
        }
        if (nanos < 1e9) {
            return three(nanos / 1e6) + " ms";
        }
        return nanos < 60e9 ? three(nanos / 1e9) + " s" : three(nanos / 60e9) + " min";
    }

    /** Two or three digits that count. */
    private static String three(double x) {
        return String.format(Locale.ROOT, x < 9.95 ? "%.1f" : "%.0f", x).replaceFirst("\\.0$", "");
    }

    private static double unsignedZero(double x, int decimals) {
        return Math.abs(x) < 0.5 * Math.pow(10, -decimals) ? 0 : x;
    }

    private static String bare(String number) {
        return number.replaceFirst("^([-+]?)0\\.", "$1.");
    }
}
