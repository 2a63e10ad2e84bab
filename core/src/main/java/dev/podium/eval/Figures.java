package dev.podium.eval;

import java.util.Locale;

/** Numbers as papers print them: three decimals, and no zero before the point of what cannot exceed one. */
final class Figures {

    private Figures() {}

    static String plain(double x) {
        return bare(String.format(Locale.ROOT, "%.3f", x + 0.0));
    }

    static String signed(double x) {
        return bare(String.format(Locale.ROOT, "%+.3f", below(x, 5e-4) ? 0.0 : x));
    }

    static String p(double p) {
        return p < 0.001 ? "p < .001" : "p = " + plain(p);
    }

    static boolean below(double x, double size) {
        return Math.abs(x) < size;
    }

    private static String bare(String number) {
        return number.replaceFirst("^([-+]?)0\\.", "$1.");
    }
}
