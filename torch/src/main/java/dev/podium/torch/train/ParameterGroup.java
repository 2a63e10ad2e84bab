package dev.podium.torch.train;

import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * Parameters that are moved alike.
 *
 * @param holds by full name
 * @param rate how far a step goes, before the schedule; at least 0
 * @param beta1 what the first moment keeps of itself at each step, in 0..1
 * @param beta2 what the second moment keeps of itself at each step, in 0..1
 * @param epsilon added to the root of the second moment
 * @param decay share of each weight that a step takes away, times the rate; at least 0
 * @since 0.1.0
 */
public record ParameterGroup(
        Predicate<String> holds, double rate, double beta1, double beta2, double epsilon, double decay) {

    /** Checks. */
    public ParameterGroup {
        if (!(rate >= 0) || !(decay >= 0) || !(epsilon >= 0)) {
            throw new IllegalArgumentException("The rate (%s), the decay (%s) and epsilon (%s) must be at least 0."
                    .formatted(rate, decay, epsilon));
        }
        if (!(beta1 >= 0 && beta1 < 1 && beta2 >= 0 && beta2 < 1)) {
            throw new IllegalArgumentException(
                    "The betas (%s, %s) must be at least 0 and below 1.\nMaybe 0.9 and 0.999.".formatted(beta1, beta2));
        }
    }

    /** Those of a name, with torch's own betas and epsilon. */
    public static ParameterGroup of(Predicate<String> holds, double rate, double decay) {
        return new ParameterGroup(holds, rate, 0.9, 0.999, 1e-8, decay);
    }

    /** All parameters, with decay on matrices only: biases and norms have their scale for a reason. */
    public static List<ParameterGroup> usual(double rate, double decay) {
        return List.of(of(ParameterGroup::isBiasOrNorm, rate, 0), of(_ -> true, rate, decay));
    }

    private static boolean isBiasOrNorm(String name) {
        return name.endsWith("bias") || name.toLowerCase(Locale.ROOT).contains("norm");
    }
}
