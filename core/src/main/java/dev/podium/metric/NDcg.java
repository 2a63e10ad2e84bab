package dev.podium.metric;

/**
 * Discounted gain over that of the ideal list: {@code nDCG@10}.
 *
 * <p>{@code DCG = sum over ranks i of gain(grade_i) / log2(i + 1)}; the ideal list holds all judged candidates by falling
 * grade, retrieved or not. Grades of 0 and less gain nothing. The gain is the grade itself, as in trec_eval and BEIR;
 * {@code nDCG(dcg='exp-log2')@10} takes 2^grade - 1, as Burges and LightGBM do. A threshold of relevance plays no part.
 *
 * <p>Source: Järvelin and Kekäläinen, "Cumulated Gain-Based Evaluation of IR Techniques", TOIS 2002; exponential gain:
 * Burges et al., "Learning to Rank using Gradient Descent", ICML 2005.
 *
 * @param cutoff k, or 0 for the whole list
 * @param gain what a grade is worth
 * @since 0.1.0
 */
public record NDcg(int cutoff, Gain gain) implements Metric {

    /** What a grade is worth. */
    public enum Gain {
        /** The grade. */
        LINEAR,
        /** 2^grade - 1. */
        EXPONENTIAL;

        double of(int grade) {
            if (grade <= 0) {
                return 0;
            }
            return switch (this) {
                case LINEAR -> grade;
                case EXPONENTIAL -> Math.pow(2, grade) - 1;
            };
        }
    }

    /** Linear gain. */
    public NDcg(int cutoff) {
        this(cutoff, Gain.LINEAR);
    }

    @Override
    public double of(Judged list) {
        int depth = Names.depth(cutoff, list);
        double sum = 0;
        for (int i = 0; i < depth; i++) {
            int grade = list.grade(i);
            if (grade > 0) {
                sum += gain.of(grade) / Discount.at(i);
            }
        }
        double ideal = 0;
        int best = cutoff == 0 ? list.judged() : Math.min(cutoff, list.judged());
        for (int i = 0; i < best && list.ideal(i) > 0; i++) {
            ideal += gain.of(list.ideal(i)) / Discount.at(i);
        }
        return ideal == 0 ? 0 : sum / ideal;
    }

    @Override
    public String toString() {
        return (gain == Gain.LINEAR ? "nDCG" : "nDCG(dcg='exp-log2')") + (cutoff == 0 ? "" : "@" + cutoff);
    }
}
