package dev.podium.eval;

/**
 * A paired significance test, as a value with its settings.
 *
 * <p>All are two-sided. A sample that cannot decide (fewer than two pairs, or no pair that differs) has p = 1 and says
 * so; it is never NaN.
 *
 * @since 0.1.0
 */
public sealed interface Significance permits StudentT, Wilcoxon, Randomisation, Signs {

    /** Tests whether the system and the baseline differ. */
    Outcome of(Paired values);

    /** The test's name with its settings, as a paper's caption would give it. */
    @Override
    String toString();

    /**
     * The test of that short name with its usual settings.
     *
     * @param name {@code t}, {@code wilcoxon}, {@code randomisation} or {@code sign}
     */
    static Significance named(String name) {
        return switch (name) {
            case "t" -> new StudentT();
            case "wilcoxon" -> Wilcoxon.usual();
            case "randomisation" -> Randomisation.usual();
            case "sign" -> new Signs();
            default ->
                throw new IllegalArgumentException(
                        "There is no test \"%s\".\nMaybe one of: randomisation, t, wilcoxon, sign.".formatted(name));
        };
    }
}
