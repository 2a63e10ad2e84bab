package dev.podium.train.loss;

/**
 * The list as its teacher sees it: does the student spread its belief alike?
 *
 * <p>{@code T^2 KL(q || p)} with {@code q = softmax(t / T)} of the teacher's scores and {@code p = softmax(s / T)}; its slope is
 * {@code T (p - q)}. The factor keeps the pull of this loss beside another where T is large, which would else shrink it as {@code 1 / T^2}.
 * Teacher scores are best left unnormalised. One term a list of two candidates or more.
 *
 * <p>Source: Hinton et al., arXiv 1503.02531, section 2; for rerankers DeAR, arXiv 2508.16998: T = 2, and
 * {@code new SoftmaxCrossEntropy().times(0.9).plus(0.1, new TeacherKl(2))}. ColBERTv2 and bge-reranker take T = 1.
 *
 * @param temperature T, divides both scores; above 0
 * @since 0.1.0
 */
public record TeacherKl(double temperature) implements ListLoss {

    /** Checks. */
    public TeacherKl {
        Checked.temperature(temperature);
    }

    /** Of the scores as they are. */
    public TeacherKl() {
        this(1);
    }

    @Override
    public double at(double[] scores, double[] targets, double[] gradient) {
        Checked.lengths(scores, targets, gradient);
        if (terms(targets) == 0) {
            return 0;
        }
        double[] logQ = Checked.logSoftmax(targets, temperature);
        double[] logP = Checked.logSoftmax(scores, temperature);
        double divergence = 0;
        for (int i = 0; i < scores.length; i++) {
            double q = Math.exp(logQ[i]);
            divergence += q * (logQ[i] - logP[i]);
            gradient[i] += temperature * (Math.exp(logP[i]) - q);
        }
        return temperature * temperature * Math.max(divergence, 0); // rounding can be below 0 where both are alike
    }

    @Override
    public int terms(double[] targets) {
        Checked.finite(targets);
        return targets.length > 1 ? 1 : 0;
    }
}
