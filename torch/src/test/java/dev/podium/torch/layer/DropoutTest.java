package dev.podium.torch.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import org.junit.jupiter.api.Test;

class DropoutTest {

    private static float[] dropped(Dropout dropout, long seed, int n) {
        return Dropout.during(seed, () -> dropout.of(Tensors.full(1, n))).floats();
    }

    @Test
    void drops_its_share_and_scales_up_the_rest() {
        try (Scope _ = Scope.open()) {
            float[] kept = dropped(new Dropout(0.1), 7, 1_000_000);

            int zeros = 0;
            double sum = 0;
            for (float one : kept) {
                zeros += one == 0 ? 1 : 0;
                sum += one;
                assertThat(one == 0 || one == (float) (1 / 0.9)).isTrue();
            }
            // A standard deviation is sqrt(0.1 * 0.9 / 1e6) = 0.0003.
            assertThat(zeros / 1e6).isCloseTo(0.1, within(0.0012));
            assertThat(sum / 1e6).isCloseTo(1, within(0.0015));
        }
    }

    @Test
    void one_seed_drops_the_same_and_another_one_does_not() {
        try (Scope _ = Scope.open()) {
            Dropout dropout = new Dropout(0.5);

            assertThat(dropped(dropout, 7, 100)).isEqualTo(dropped(dropout, 7, 100));
            assertThat(dropped(dropout, 7, 100)).isNotEqualTo(dropped(dropout, 8, 100));
        }
    }

    @Test
    void places_of_one_pass_draw_apart() {
        try (Scope _ = Scope.open()) {
            Dropout dropout = new Dropout(0.5);
            Tensor both = Dropout.during(3, () -> {
                Tensor first = dropout.of(Tensors.full(1, 100_000));
                return first.times(dropout.of(Tensors.full(1, 100_000)));
            });

            // Kept by both is a quarter, if they know nothing of each other; a standard deviation is 0.0014.
            assertThat(both.sum().item() / 4 / 100_000).isCloseTo(0.25, within(0.006));
        }
    }

    @Test
    void scoring_drops_nothing() {
        try (Scope _ = Scope.open()) {
            Tensor x = Tensors.full(1, 10);

            assertThat(new Dropout(0.5).of(x)).isSameAs(x);
            assertThat(Dropout.during(1, () -> Dropout.NONE.of(x))).isSameAs(x);
        }
    }

    @Test
    void the_gradient_goes_where_the_number_went() {
        try (Scope _ = Scope.open()) {
            Tensor x = Tensors.full(3, 50).wantGradient(true);

            Tensor y = Dropout.during(5, () -> new Dropout(0.5).of(x));
            y.backward(Tensors.full(1, 50));

            assertThat(x.gradient().orElseThrow().times(3).floats()).isEqualTo(y.floats());
        }
    }

    @Test
    void refuses_to_drop_everything() {
        assertThatThrownBy(() -> new Dropout(1))
                .hasMessageStartingWith("The dropout (1.0) must be at least 0 and below 1.");
    }
}
