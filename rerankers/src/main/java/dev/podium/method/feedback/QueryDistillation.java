package dev.podium.method.feedback;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Learns the vector of one query that scores some documents as a teacher does: gradient descent on a few hundred numbers.
 *
 * <p>With q the vector, d_i a document's and t_i what the teacher gave it, the student's scores are {@code s_i = c q.d_i}. The scale
 * {@code c} is half of the range of the teacher's scores over the range that q's products have at the beginning, so that a cosine, which
 * moves by hundredths, can follow a logit, which moves by tens. Adam, as torch has it ({@code 0.9, 0.999, 1e-8}).
 *
 * @param objective what is wrong with scores
 * @param steps of descent, at least 0
 * @param rate of learning
 */
record QueryDistillation(Objective objective, int steps, double rate) {

    private static final double FIRST = 0.9;
    private static final double SECOND = 0.999;
    private static final double EPSILON = 1e-8;

    /** What is wrong with a student's scores. */
    enum Objective {
        /** The divergence of the student's probabilities from the teacher's: {@code sum p_t (log p_t - log p_s)}, p by softmax. */
        KL,
        /**
         * The mean over pairs that the teacher orders of {@code log(1 + e^-(s_i - s_j)) / (r_i + r_j)}, r the teacher's ranks from 1; the
         * upper pairs weigh most.
         */
        RANKNET;

        /** @param gradient of the loss by each score, which is added to @return the loss */
        double at(double[] scores, double[] targets, double[] gradient) {
            return switch (this) {
                case KL -> divergence(scores, targets, gradient);
                case RANKNET -> pairs(scores, targets, gradient);
            };
        }
    }

    private static double divergence(double[] scores, double[] targets, double[] gradient) {
        double[] student = logSoftmax(scores);
        double[] teacher = logSoftmax(targets);
        double loss = 0;
        for (int i = 0; i < scores.length; i++) {
            double wanted = Math.exp(teacher[i]);
            loss += wanted * (teacher[i] - student[i]);
            gradient[i] += Math.exp(student[i]) - wanted;
        }
        return loss;
    }

    private static double pairs(double[] scores, double[] targets, double[] gradient) {
        int[] order = IntStream.range(0, targets.length)
                .boxed()
                .sorted((a, b) -> Double.compare(targets[b], targets[a]))
                .mapToInt(Integer::intValue)
                .toArray();
        double loss = 0;
        int pairs = 0;
        double[] pull = new double[scores.length];
        for (int upper = 0; upper < order.length; upper++) {
            for (int lower = upper + 1; lower < order.length; lower++) {
                int i = order[upper];
                int j = order[lower];
                if (targets[i] > targets[j]) {
                    double wrong = scores[j] - scores[i];
                    double weight = 1.0 / (upper + lower + 2);
                    pairs++;
                    loss += weight * (Math.max(0, wrong) + Math.log1p(Math.exp(-Math.abs(wrong))));
                    double force = weight / (1 + Math.exp(-wrong));
                    pull[i] -= force;
                    pull[j] += force;
                }
            }
        }
        for (int i = 0; i < pull.length && pairs > 0; i++) {
            gradient[i] += pull[i] / pairs;
        }
        return pairs == 0 ? 0 : loss / pairs;
    }

    private static double[] logSoftmax(double[] scores) {
        double greatest = Arrays.stream(scores).max().orElse(0);
        double sum = 0;
        for (double score : scores) {
            sum += Math.exp(score - greatest);
        }
        double log = greatest + Math.log(sum);
        return Arrays.stream(scores).map(score -> score - log).toArray();
    }

    /**
     * The vector learned.
     *
     * @param query to begin with
     * @param documents [document][dimension]
     * @param targets the teacher's scores, one a document
     * @return the query as it is where there is nothing to learn: where all products are equal, or all of the teacher's scores
     */
    double[] learned(double[] query, double[][] documents, double[] targets) {
        double scale = scale(query, documents, targets);
        double[] learned = query.clone();
        double[] mean = new double[query.length];
        double[] square = new double[query.length];
        for (int step = 1; step <= steps && scale > 0; step++) {
            double[] gradient = new double[query.length];
            at(learned, documents, targets, scale, gradient);
            for (int d = 0; d < learned.length; d++) {
                mean[d] = FIRST * mean[d] + (1 - FIRST) * gradient[d];
                square[d] = SECOND * square[d] + (1 - SECOND) * gradient[d] * gradient[d];
                double first = mean[d] / (1 - Math.pow(FIRST, step));
                double second = square[d] / (1 - Math.pow(SECOND, step));
                learned[d] -= rate * first / (Math.sqrt(second) + EPSILON);
            }
        }
        return learned;
    }

    /** Half of the teacher's range over the query's; 0 where either has none. */
    static double scale(double[] query, double[][] documents, double[] targets) {
        double own = range(Arrays.stream(documents)
                .mapToDouble(document -> Vectors.product(query, document))
                .toArray());
        double wanted = range(targets);
        return own > 0 && Double.isFinite(wanted / own) ? wanted / own / 2 : 0;
    }

    private static double range(double[] numbers) {
        return numbers.length == 0
                ? 0
                : Arrays.stream(numbers).max().orElse(0)
                        - Arrays.stream(numbers).min().orElse(0);
    }

    /** The loss of a query, whose gradient by each of its numbers is added to. */
    double at(double[] query, double[][] documents, double[] targets, double scale, double[] gradient) {
        double[] scores = Arrays.stream(documents)
                .mapToDouble(document -> scale * Vectors.product(query, document))
                .toArray();
        double[] byScore = new double[scores.length];
        double loss = objective.at(scores, targets, byScore);
        for (int i = 0; i < scores.length; i++) {
            for (int d = 0; d < query.length; d++) {
                gradient[d] += scale * byScore[i] * documents[i][d];
            }
        }
        return loss;
    }
}
