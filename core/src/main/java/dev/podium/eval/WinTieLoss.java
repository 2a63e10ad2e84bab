package dev.podium.eval;

/**
 * On how many queries the system is above, level with and below the baseline.
 *
 * @since 0.1.0
 */
public record WinTieLoss(int wins, int ties, int losses) {

    /** Differences this small are the rounding of a metric's sum and no difference. */
    private static final double ROUNDING = 1e-12;

    /** Counts; differences up to 1e-12 are ties. */
    public static WinTieLoss of(Paired values) {
        int wins = 0;
        int losses = 0;
        for (double difference : values.differences()) {
            wins += difference > ROUNDING ? 1 : 0;
            losses += difference < -ROUNDING ? 1 : 0;
        }
        return new WinTieLoss(wins, values.size() - wins - losses, losses);
    }

    /** Such as {@code 31/12/7}. */
    @Override
    public String toString() {
        return wins + "/" + ties + "/" + losses;
    }
}
