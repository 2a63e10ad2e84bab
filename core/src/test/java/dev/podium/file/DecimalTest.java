package dev.podium.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.Given;
import java.math.BigDecimal;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class DecimalTest {

    @Test
    void agrees_with_the_jdk_to_the_last_bit_on_every_form_a_score_takes() {
        Given.cases(200, random -> {
            for (int i = 0; i < 500; i++) {
                same(text(random));
            }
        });
    }

    private static String text(Random random) {
        double any = Double.longBitsToDouble(random.nextLong());
        Supplier<String> odd = () -> random.nextInt(100_000) + "." + Long.toUnsignedString(random.nextLong());
        return switch (random.nextInt(8)) {
            case 0 -> Double.toString(Double.isFinite(any) ? any : 0.1);
            case 1 -> Float.toString(random.nextFloat() * 40 - 20);
            case 2 -> Double.toString((float) (random.nextGaussian() * 30)); // a float32 printed as a double
            case 3 -> Double.toString(random.nextGaussian() * 1e-5);
            case 4 -> Integer.toString(random.nextInt());
            case 5 -> odd.get();
            case 6 -> odd.get() + "e" + (random.nextInt(80) - 40);
            default -> "%.2f".formatted(random.nextGaussian() * 10);
        };
    }

    @Test
    void agrees_half_way_between_two_doubles_and_next_to_it() {
        Given.cases(200, random -> {
            // the exact middle of two neighbours, all its digits, then cut to 19 and moved by one unit
            double low = random.nextDouble() * Math.pow(10, random.nextInt(12) - 3);
            BigDecimal middle =
                    new BigDecimal(low).add(new BigDecimal(Math.nextUp(low))).divide(BigDecimal.valueOf(2));
            same(middle.toPlainString());
            String cut = middle.toPlainString()
                    .substring(0, Math.min(19, middle.toPlainString().length()));
            same(cut);
            same(cut + "1");
        });
        same("9007199254740993"); // 2^53 + 1
        same("9007199254740992.5");
        same("18446744073709551615"); // 2^64 - 1, twenty digits
        same("9999999999999999999");
        same("0.1");
        same("0.10000000000000001");
        same("0.1000000000000001");
    }

    @Test
    void takes_signs_points_and_exponents_as_c_does() {
        assertThat(Decimal.parse("+1.5")).isEqualTo(1.5);
        assertThat(Decimal.parse(".5")).isEqualTo(0.5);
        assertThat(Decimal.parse("5.")).isEqualTo(5);
        assertThat(Decimal.parse("-2.5")).isEqualTo(-2.5);
        assertThat(Decimal.parse("3.0E2")).isEqualTo(300);
        assertThat(Decimal.parse("1e-3")).isEqualTo(0.001);
        assertThat(Decimal.parse("-1e10")).isEqualTo(-1e10);
        assertThat(Decimal.parse("0000000000000000000000001.5")).isEqualTo(1.5);
        assertThat(Double.doubleToRawLongBits(Decimal.parse("-0"))).isEqualTo(Double.doubleToRawLongBits(-0.0));
        assertThat(Decimal.parse("1e-400")).isZero();
        assertThat(Decimal.parse("1e400")).isInfinite();
        assertThat(Decimal.parse("1e99999999999")).isInfinite();
        assertThat(Decimal.parse("4.9e-324")).isEqualTo(Double.MIN_VALUE);
    }

    @Test
    void answers_nan_for_what_is_no_decimal_number() {
        for (String text : new String[] {
            "",
            "-",
            "+",
            ".",
            "e5",
            "1e",
            "1e+",
            "1.2.3",
            "1,5",
            "0x1p3",
            "1d",
            "1f",
            "NaN",
            "inf",
            "Infinity",
            "--1",
            "1 ",
            "\u0661"
        }) {
            assertThat(Decimal.parse(text)).as("\"%s\"", text).isNaN();
        }
    }

    private static void same(String text) {
        assertThat(Double.doubleToRawLongBits(Decimal.parse(text)))
                .as(text)
                .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
    }
}
