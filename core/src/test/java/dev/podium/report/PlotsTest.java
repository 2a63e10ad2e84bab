package dev.podium.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PlotsTest {

    @Test
    void linear_ticks_are_round_and_hold_the_values() {
        Axis axis = Axis.linear(.583, .812, 5);

        assertThat(axis.low()).isCloseTo(.55, within(1e-12));
        assertThat(axis.high()).isCloseTo(.85, within(1e-12));
        assertThat(axis.ticks()).hasSize(7);
        assertThat(axis.ticks().stream().map(axis::label))
                .containsExactly(".55", ".60", ".65", ".70", ".75", ".80", ".85");
        assertThat(axis.at(.7, 0, 100)).isCloseTo(50, within(1e-9));
    }

    @Test
    void axes_hold_what_they_were_made_for() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            double a = random.nextGaussian() * Math.pow(10, random.nextInt(7) - 3);
            double b = random.nextInt(5) == 0 ? a : a + Math.abs(random.nextGaussian());
            Axis axis = Axis.linear(a, b, 5);
            assertThat(axis.low()).as("seed %d", seed).isLessThanOrEqualTo(a + 1e-9 * Math.abs(a));
            assertThat(axis.high()).as("seed %d", seed).isGreaterThanOrEqualTo(b - 1e-9 * Math.abs(b));
            assertThat(axis.ticks()).as("seed %d", seed).hasSizeBetween(2, 13);
            assertThat(axis.ticks().stream().map(axis::label).distinct().count())
                    .as("seed %d", seed)
                    .isEqualTo(axis.ticks().size());
        }
    }

    @Test
    void logarithmic_ticks_are_powers_of_ten() {
        Axis axis = Axis.logarithmic(3e6, 4.8e9);

        assertThat(axis.ticks()).containsExactly(1e7, 1e8, 1e9);
        assertThat(axis.at(Math.sqrt(axis.low() * axis.high()), 0, 100)).isCloseTo(50, within(1e-9));
    }

    @Test
    void names_cover_neither_each_other_nor_a_point() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Labels labels = new Labels(50, 20, 520, 310);
            List<double[]> points = new ArrayList<>();
            for (int i = 0; i < 7; i++) {
                points.add(new double[] {60 + random.nextInt(450), 30 + random.nextInt(270)});
            }
            points.forEach(p -> labels.keepFree(p[0], p[1], 8));
            List<double[]> boxes = new ArrayList<>();
            for (double[] p : points) {
                boxes.add(box(labels.place("bm25 >> reranker", p[0], p[1]), "bm25 >> reranker".length() * 7.2));
            }
            for (int i = 0; i < boxes.size(); i++) {
                for (int j = 0; j < i; j++) {
                    assertThat(apart(boxes.get(i), boxes.get(j)))
                            .as("seed %d, names %d and %d", seed, i, j)
                            .isTrue();
                }
                for (double[] p : points) {
                    double[] dot = {p[0] - 6, p[1] - 6, p[0] + 6, p[1] + 6};
                    assertThat(apart(boxes.get(i), dot))
                            .as("seed %d, name %d", seed, i)
                            .isTrue();
                }
            }
        }
    }

    private static double[] box(String svg, double width) {
        Matcher text = Pattern.compile(
                        "<text class=\"name\" x=\"([^\"]+)\" y=\"([^\"]+)\" dy=\".35em\" text-anchor=\"(\\w+)\"")
                .matcher(svg);
        assertThat(text.find()).isTrue();
        double x = Double.parseDouble(text.group(1));
        double y = Double.parseDouble(text.group(2));
        double left = switch (text.group(3)) {
            case "start" -> x;
            case "end" -> x - width;
            default -> x - width / 2;
        };
        return new double[] {left, y - 7.4, left + width, y + 7.4};
    }

    private static boolean apart(double[] a, double[] b) {
        return a[2] <= b[0] + .2 || b[2] <= a[0] + .2 || a[3] <= b[1] + .2 || b[3] <= a[1] + .2;
    }

    @Test
    void the_last_bin_holds_its_upper_end() {
        // twenty bins of .05: 0 and .04 in the first, .05 in the second, .99 and 1 in the last
        int[] bins = Distribution.bins(new double[] {0, .04, .05, .99, 1}, 0, 1);

        assertThat(bins).hasSize(20);
        assertThat(bins[0]).isEqualTo(2);
        assertThat(bins[1]).isEqualTo(1);
        assertThat(bins[19]).isEqualTo(2);
    }

    @Test
    void a_system_beaten_in_both_is_not_on_the_front() {
        // all take the same time here, so only the best stands on the front
        String plot = QualityAgainstTime.of(Series.of(Samples.upAndDown()), "RR");

        assertThat(plot.split("on the front", -1)).hasSize(2);
        assertThat(plot).contains("up\nRR 1.0000 · 1 ms a query · on the front");
    }

    @Test
    void without_times_there_is_nothing_to_plot_against() {
        assertThat(QualityAgainstTime.of(Series.of(Samples.alone()), "RR")).isEmpty();
    }

    @Test
    void long_names_lose_their_middle() {
        assertThat(Markup.middle("bm25 >> cut(100) >> crossEncoder", 20))
                .isEqualTo("bm25 >…crossEncoder")
                .hasSizeLessThanOrEqualTo(20);
        assertThat(Markup.middle("bm25", 20)).isEqualTo("bm25");
        assertThat(Markup.start("a long question", 7)).isEqualTo("a long…");
    }
}
