package dev.podium.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static double[] shares(Schedule schedule, int steps) {
        return LongStream.range(0, steps).mapToDouble(schedule::at).toArray();
    }

    @Test
    void constant_rises_from_nothing_over_the_warm_up() {
        assertThat(shares(Schedule.constant(4), 7)).containsExactly(0, 0.25, 0.5, 0.75, 1, 1, 1);
        assertThat(shares(Schedule.constant(), 3)).containsExactly(1, 1, 1);
    }

    @Test
    void linear_falls_to_nothing_at_the_total() {
        assertThat(shares(Schedule.linear(2, 6), 8)).containsExactly(0, 0.5, 1, 0.75, 0.5, 0.25, 0, 0);
    }

    @Test
    void cosine_falls_slowly_then_fast_then_slowly() {
        // 0.5 (1 + cos(pi k / 4)) for k = 0..4
        assertThat(shares(Schedule.cosine(1, 5), 7))
                .containsExactly(new double[] {0, 1, 0.853553, 0.5, 0.146447, 0, 0}, within(1e-6));
    }

    @Test
    void a_total_that_is_all_warm_up_ends_at_once() {
        assertThat(Schedule.linear(2, 2).at(2)).isZero();
        assertThat(Schedule.linear(0, 0).at(0)).isZero();
    }

    @Test
    void refuses_a_total_shorter_than_its_warm_up() {
        assertThatThrownBy(() -> Schedule.linear(5, 4))
                .hasMessageStartingWith("The total (4 steps) must be at least the warm-up (5)");
        assertThatThrownBy(() -> Schedule.constant(-1)).hasMessageStartingWith("The warm-up (-1 steps)");
    }
}
