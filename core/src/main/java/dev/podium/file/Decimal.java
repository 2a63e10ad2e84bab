package dev.podium.file;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * Reads decimal numbers from bytes: as {@link Double#parseDouble} does to the last bit, and without a String for nearly all.
 *
 * <p>Three ways, each exact. Up to 53 bits of digits and a power of ten up to 22 are two exact doubles, so one operation
 * rounds once (Clinger 1990, section 3). Up to 19 digits are multiplied by 64 bits of the power of ten; the error of that
 * product is below two units of its upper word, and the rounding is taken where two units cannot change it (the idea of
 * Lemire 2021, arXiv 2101.11408, section 5, with half the table: we give up in one case of a thousand instead of
 * never). All else goes to the JDK.
 */
final class Decimal {

    private static final int REACH = 40;
    private static final int EXACT = 22; // the largest power of ten that is a double: 5^22 < 2^53

    /** 10^0 to 10^22. */
    private static final double[] TENS = new double[EXACT + 1];

    /** The upper 64 bits of 10^q, cut off, at index q + REACH. */
    private static final long[] POWERS = new long[2 * REACH + 1];

    static {
        for (int q = 0; q <= EXACT; q++) {
            TENS[q] = BigInteger.TEN.pow(q).doubleValue();
        }
        for (int q = -REACH; q <= REACH; q++) {
            // 10^q times 2^-binary(q) lies in [2^63, 2^64)
            int shift = -binary(q);
            BigInteger power = q >= 0
                    ? shift >= 0
                            ? BigInteger.TEN.pow(q).shiftLeft(shift)
                            : BigInteger.TEN.pow(q).shiftRight(-shift)
                    : BigInteger.ONE.shiftLeft(shift).divide(BigInteger.TEN.pow(-q));
            POWERS[q + REACH] = power.longValue();
        }
    }

    private Decimal() {}

    /** The exponent e for which 10^q / 2^e lies in [2^63, 2^64): floor(q log2(10)) - 63, exact for |q| up to 1650. */
    private static int binary(int q) {
        return (int) ((q * 217706L) >> 16) - 63;
    }

    /**
     * The number in {@code bytes[from, to)}: digits with an optional sign, point and exponent.
     *
     * @return NaN if this is no such number, and infinity if it is too large for a double
     */
    static double parse(byte[] bytes, int from, int to) {
        int i = from;
        boolean negative = i < to && bytes[i] == '-';
        if (negative || (i < to && bytes[i] == '+')) {
            i++;
        }
        long digits = 0;
        int significant = 0;
        int seen = i;
        int exponent = 0;
        for (int digit; i < to && (digit = bytes[i] - '0') >= 0 && digit <= 9; i++) {
            digits = digits * 10 + digit;
            significant += digits == 0 ? 0 : 1;
        }
        seen = i - seen;
        if (i < to && bytes[i] == '.') {
            int point = ++i;
            for (int digit; i < to && (digit = bytes[i] - '0') >= 0 && digit <= 9; i++) {
                digits = digits * 10 + digit;
                significant += digits == 0 ? 0 : 1;
            }
            exponent = point - i;
            seen += i - point;
        }
        if (seen == 0) {
            return Double.NaN;
        }
        if (i < to) {
            if ((bytes[i] | 0x20) != 'e') {
                return Double.NaN;
            }
            i++;
            boolean down = i < to && bytes[i] == '-';
            if (down || (i < to && bytes[i] == '+')) {
                i++;
            }
            int first = i;
            int power = 0;
            for (int digit; i < to && (digit = bytes[i] - '0') >= 0 && digit <= 9; i++) {
                power = Math.min(power * 10 + digit, 100_000);
            }
            if (i == first || i < to) {
                return Double.NaN;
            }
            exponent += down ? -power : power;
        }
        double value = significant <= 19 ? value(digits, exponent) : Double.NaN;
        return Double.isNaN(value)
                ? Double.parseDouble(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1))
                : negative ? -value : value;
    }

    /** The number in a string; NaN and infinity as above. */
    static double parse(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return parse(bytes, 0, bytes.length);
    }

    /** digits (unsigned) times 10^q, or NaN where that needs more care. */
    private static double value(long digits, int q) {
        if (digits == 0) {
            return 0;
        }
        if (digits > 0 && digits <= 1L << 53 && q >= -EXACT && q <= EXACT) {
            return q < 0 ? digits / TENS[-q] : digits * TENS[q];
        }
        if (q < -REACH || q > REACH) {
            return Double.NaN;
        }
        int zeros = Long.numberOfLeadingZeros(digits);
        long upper = Math.unsignedMultiplyHigh(digits << zeros, POWERS[q + REACH]);
        // The lower word and the cut-off part of the power add less than two to the upper word.
        int shift = upper < 0 ? 11 : 10;
        long rest = upper & ((1L << shift) - 1);
        long half = 1L << (shift - 1);
        if (rest == half || rest == half - 1) {
            return Double.NaN;
        }
        long mantissa = (upper >>> shift) + (rest > half ? 1 : 0); // up to 2^53, an exact double
        int exponent = shift + 64 + binary(q) - zeros;
        return mantissa * Double.longBitsToDouble((exponent + 1023L) << 52);
    }
}
