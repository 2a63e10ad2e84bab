package dev.podium.torch.layer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import dev.podium.torch.tensor.Torch;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinearTest {

    /** The root of the mean square of the difference, over that of the outputs. */
    private static double error(Tensor exact, Tensor found) {
        return found.minus(exact).power(2).mean().sqrt().item()
                / exact.power(2).mean().sqrt().item();
    }

    @Test
    void however_weights_are_held_the_product_is_the_same_within_their_rounding() {
        Torch.seed(7);
        try (Scope _ = Scope.open()) {
            Tensor x = Tensors.normal(5, 64);
            Tensor weight = Tensors.normal(48, 64);
            Tensor bias = Tensors.normal(48);
            Tensor exact = x.matmul(weight.transpose(0, 1)).plus(bias);
            // bfloat16 keeps 8 bits, a byte 7 of the greatest weight of its row and of the greatest input.
            Map<Numbers, Double> errors = Map.of(Numbers.FLOAT32, 1e-6, Numbers.BFLOAT16, 3e-3, Numbers.INT8, 2e-2);

            errors.forEach((numbers, most) -> {
                try (Linear linear = Linear.of("x", weight.copy(), bias, numbers)) {
                    assertThat(error(exact, linear.of(x)))
                            .as(numbers.toString())
                            .isLessThan(most);
                    assertThat(error(exact.slice(-1, 3, 5), linear.some(x, Tensors.indices(3, 4))))
                            .as("some by " + numbers)
                            .isLessThan(2 * most);
                    assertThat(linear.numbers()).isEqualTo(numbers);
                }
            });
        }
    }

    @Test
    void a_row_of_zeros_stays_one_when_rounded_to_bytes() {
        try (Scope _ = Scope.open();
                Linear linear = Linear.of("x", Tensors.full(0, 3, 8), null, Numbers.INT8)) {
            assertThat(linear.of(Tensors.normal(2, 8)).floats()).containsOnly(0);
        }
    }

    @Test
    void additions_are_laid_on_in_their_order_and_each_change_is_counted() {
        try (Scope _ = Scope.open();
                Linear linear = Linear.of("x", Tensors.full(1, 1, 1), null, Numbers.FLOAT32)) {
            Linear.Addition plusOne = (x, y) -> y.plus(1);
            Linear.Addition twice = (x, y) -> y.times(2);
            linear.attach(plusOne);
            linear.attach(twice);

            assertThat(linear.of(Tensors.full(3, 1, 1)).item()).isEqualTo(8);
            linear.detach(plusOne);
            assertThat(linear.of(Tensors.full(3, 1, 1)).item()).isEqualTo(6);
            linear.exchange(Tensors.full(5, 1, 1));
            assertThat(linear.of(Tensors.full(3, 1, 1)).item()).isEqualTo(30);
            assertThat(linear.changes()).isEqualTo(4);
        }
    }
}
