package dev.podium.torch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(OneThread.class)
class AdamWTest {

    private static final double NO_CLIP = Double.POSITIVE_INFINITY;

    private static SequencedMap<String, Tensor> parameters(Object... namesAndNumbers) {
        SequencedMap<String, Tensor> parameters = new LinkedHashMap<>();
        for (int i = 0; i < namesAndNumbers.length; i += 2) {
            float[] numbers = (float[]) namesAndNumbers[i + 1];
            parameters.put(
                    (String) namesAndNumbers[i],
                    Tensors.of(numbers.clone(), numbers.length).wantGradient(true));
        }
        return parameters;
    }

    /** Leaves this gradient on the parameter. */
    private static void pull(Tensor parameter, float... gradient) {
        parameter.times(Tensors.of(gradient, gradient.length)).sum().backward(Tensors.full(1));
    }

    private static List<ParameterGroup> all(double rate, double decay) {
        return List.of(ParameterGroup.of(_ -> true, rate, decay));
    }

    @Test
    void the_first_step_goes_by_the_rate_against_the_sign() {
        try (Scope _ = Scope.open()) {
            var parameters = parameters("w", new float[] {1, 1, 1});
            try (AdamW optimizer = AdamW.of(parameters, all(0.1, 0))) {
                pull(parameters.get("w"), 3, -0.5f, 0);

                double norm = optimizer.step(1, NO_CLIP);

                // m / (1 - beta1) is the gradient, v / (1 - beta2) its square: their quotient is the sign
                assertThat(parameters.get("w").floats()).containsExactly(new float[] {0.9f, 1.1f, 1}, within(1e-6f));
                assertThat(norm).isCloseTo(Math.sqrt(9.25), within(1e-6));
                assertThat(parameters.get("w").gradient()).isEmpty();
            }
        }
    }

    @Test
    void many_steps_are_those_of_the_formula_in_double() {
        try (Scope _ = Scope.open()) {
            Random random = new Random(11);
            int n = 37;
            double[] w = random.doubles(n, -1, 1).toArray();
            float[] start = new float[n];
            for (int i = 0; i < n; i++) {
                start[i] = (float) w[i];
                w[i] = start[i];
            }
            double[] m = new double[n];
            double[] v = new double[n];
            var parameters = parameters("w", start);
            ParameterGroup group = new ParameterGroup(_ -> true, 0.01, 0.8, 0.95, 1e-6, 0.1);
            try (AdamW optimizer = AdamW.of(parameters, List.of(group))) {
                for (int step = 1; step <= 60; step++) {
                    float[] gradient = new float[n];
                    double squares = 0;
                    for (int i = 0; i < n; i++) {
                        gradient[i] = (float) random.nextGaussian();
                        squares += (double) gradient[i] * gradient[i];
                    }
                    double share = 1.0 / step;
                    pull(parameters.get("w"), gradient);

                    double norm = optimizer.step(share, 2);

                    assertThat(norm).isCloseTo(Math.sqrt(squares), within(1e-5));
                    double shrink = Math.min(1, 2 / (Math.sqrt(squares) + 1e-6));
                    for (int i = 0; i < n; i++) {
                        double g = gradient[i] * shrink;
                        m[i] = 0.8 * m[i] + 0.2 * g;
                        v[i] = 0.95 * v[i] + 0.05 * g * g;
                        double first = m[i] / (1 - Math.pow(0.8, step));
                        double second = v[i] / (1 - Math.pow(0.95, step));
                        w[i] -= 0.01 * share * 0.1 * w[i];
                        w[i] -= 0.01 * share * first / (Math.sqrt(second) + 1e-6);
                    }
                }
                float[] moved = parameters.get("w").floats();
                for (int i = 0; i < n; i++) {
                    assertThat((double) moved[i]).isCloseTo(w[i], within(2e-6));
                }
            }
        }
    }

    @Test
    void a_parameter_without_gradient_neither_decays_nor_counts() {
        try (Scope _ = Scope.open()) {
            var parameters = parameters("seen", new float[] {1}, "unseen", new float[] {1});
            try (AdamW optimizer = AdamW.of(parameters, all(0.1, 0.5))) {
                pull(parameters.get("seen"), 1);
                optimizer.step(1, NO_CLIP);
                pull(parameters.get("seen"), 1);
                pull(parameters.get("unseen"), -1);
                optimizer.step(1, NO_CLIP);

                // Its first step, whenever it comes: 1 - 0.1 * 0.5 * 1 + 0.1
                assertThat(parameters.get("unseen").floats()).containsExactly(new float[] {1.05f}, within(1e-6f));
            }
        }
    }

    @Test
    void biases_and_norms_do_not_decay() {
        try (Scope _ = Scope.open()) {
            var parameters = parameters(
                    "layer.bias",
                    new float[] {1},
                    "layer.LayerNorm.weight",
                    new float[] {1},
                    "layer.weight",
                    new float[] {1});
            try (AdamW optimizer = AdamW.of(parameters, ParameterGroup.usual(0.1, 0.5))) {
                parameters.values().forEach(parameter -> pull(parameter, 0));

                optimizer.step(1, NO_CLIP);

                assertThat(parameters.get("layer.bias").item()).isEqualTo(1);
                assertThat(parameters.get("layer.LayerNorm.weight").item()).isEqualTo(1);
                assertThat(parameters.get("layer.weight").item()).isCloseTo(0.95, within(1e-6));
            }
        }
    }

    @Test
    void of_a_masked_parameter_only_the_chosen_elements_move() {
        try (Scope _ = Scope.open()) {
            float[] start = {0.1f, -0.2f, 0.3f, -0.4f};
            var whole = parameters("w", start);
            var masked = parameters("w", start);
            try (AdamW optimizer = AdamW.of(whole, all(0.1, 0.5));
                    AdamW sparse = AdamW.of(masked, all(0.1, 0.5), Map.of("w", new long[] {3, 1}))) {
                double norm = 0;
                for (int step = 0; step < 3; step++) {
                    pull(whole.get("w"), 1, 2, 3, 4);
                    pull(masked.get("w"), 1, 2, 3, 4);
                    optimizer.step(1, NO_CLIP);
                    norm = sparse.step(1, NO_CLIP);
                }

                float[] moved = masked.get("w").floats();
                float[] allMoved = whole.get("w").floats();
                assertThat(moved[0]).isEqualTo(start[0]);
                assertThat(moved[2]).isEqualTo(start[2]);
                assertThat(moved[1]).isEqualTo(allMoved[1]);
                assertThat(moved[3]).isEqualTo(allMoved[3]);
                // Only what is trained counts: sqrt(4 + 16)
                assertThat(norm).isCloseTo(Math.sqrt(20), within(1e-6));
            }
        }
    }

    @Test
    void frozen_parameters_are_left_alone() {
        try (Scope _ = Scope.open()) {
            var parameters = parameters("w", new float[] {1}, "frozen", new float[] {1});
            parameters.get("frozen").wantGradient(false);
            try (AdamW optimizer = AdamW.of(parameters, all(0.1, 0.5))) {
                pull(parameters.get("w"), 1);
                optimizer.step(1, NO_CLIP);

                assertThat(parameters.get("frozen").item()).isEqualTo(1);
                assertThatThrownBy(() -> AdamW.of(parameters, all(1, 0), Map.of("frozen", new long[] {0})))
                        .hasMessageStartingWith(
                                "The elements are of \"frozen\", which is no parameter that is trained.");
            }
        }
    }

    @Test
    void gradients_of_several_passes_add_up() {
        try (Scope _ = Scope.open()) {
            var parameters = parameters("w", new float[] {0, 0});
            try (AdamW optimizer = AdamW.of(parameters, all(0.1, 0))) {
                pull(parameters.get("w"), 1, 0);
                pull(parameters.get("w"), 2, 4);

                assertThat(optimizer.step(1, NO_CLIP)).isCloseTo(5, within(1e-6));
                assertThat(optimizer.step(1, NO_CLIP)).isZero();
            }
        }
    }

    @Test
    void a_gradient_that_is_not_finite_moves_nothing() {
        try (Scope _ = Scope.open()) {
            var parameters = parameters("w", new float[] {1}, "other", new float[] {1});
            try (AdamW optimizer = AdamW.of(parameters, all(0.1, 0.5))) {
                pull(parameters.get("w"), Float.NaN);
                pull(parameters.get("other"), 1);

                assertThatThrownBy(() -> optimizer.step(1, 1))
                        .hasMessageStartingWith("The norm of the gradients is NaN");
                assertThat(parameters.get("other").item()).isEqualTo(1);
                optimizer.forgetGradients();
                assertThat(optimizer.step(1, 1)).isZero();
            }
        }
    }

    @Test
    void refuses_a_parameter_that_is_in_no_group() {
        try (Scope _ = Scope.open()) {
            var parameters = parameters("w", new float[] {1});

            assertThatThrownBy(() -> AdamW.of(parameters, List.of(ParameterGroup.of("x"::equals, 1, 0))))
                    .hasMessageStartingWith("The parameter \"w\" must belong to a group");
            assertThatThrownBy(() -> AdamW.of(parameters, all(1, 0), Map.of("w", new long[] {1})))
                    .hasMessageStartingWith("The element (1) of \"w\" must be in [0, 0].");
        }
    }
}
