package dev.podium.train.loss;

/**
 * Vectors that should look different ways: how alike are the views?
 *
 * <p>The mean over lists of {@code sum over views k, l of (a_k . a_l - delta_kl)^2}, where the a are the anchors of a list, each brought
 * to length 1. It is 0 where every two of them are at right angles. What is on the diagonal is always 0.
 *
 * <p>Source: MVP, arXiv 2509.07485, with weight 1 beside its listwise cross-entropy.
 *
 * @param views anchors of a list, at least 1
 * @since 0.1.0
 */
public record Orthogonality(int views) {

    /** Checks. */
    public Orthogonality {
        if (views < 1) {
            throw new IllegalArgumentException(
                    "The views (%d) must be at least 1.\nMaybe 4, as in MVP.".formatted(views));
        }
    }

    /**
     * The loss of a batch of lists.
     *
     * @param anchors [list * views + view][dimension], as {@link dev.podium.model.train.TrainableViews.ViewsPass#anchors} gives them
     * @param gradient of the same shape; the derivative of the loss is added
     * @return the loss, at least 0
     */
    public double at(float[][] anchors, float[][] gradient) {
        Vectors.fits("anchor", anchors, gradient);
        if (anchors.length % views != 0) {
            throw new IllegalArgumentException(
                    "The anchors (%d) must be a multiple of the views (%d).".formatted(anchors.length, views));
        }
        int lists = anchors.length / views;
        double sum = 0;
        for (int list = 0; list < lists; list++) {
            for (int k = list * views; k < (list + 1) * views; k++) {
                for (int l = k + 1; l < (list + 1) * views; l++) {
                    double lengthOfK = length(anchors[k], k);
                    double lengthOfL = length(anchors[l], l);
                    double cosine = Vectors.dot(anchors[k], anchors[l]) / (lengthOfK * lengthOfL);
                    sum += 2 * cosine * cosine / lists; // k with l, and l with k
                    // The cosine changes by a_l less its share along a_k, over the length; so for the other.
                    double pull = 4 * cosine / lists;
                    Vectors.add(gradient[k], pull / (lengthOfK * lengthOfL), anchors[l]);
                    Vectors.add(gradient[k], -pull * cosine / (lengthOfK * lengthOfK), anchors[k]);
                    Vectors.add(gradient[l], pull / (lengthOfK * lengthOfL), anchors[k]);
                    Vectors.add(gradient[l], -pull * cosine / (lengthOfL * lengthOfL), anchors[l]);
                }
            }
        }
        return sum;
    }

    private static double length(float[] anchor, int i) {
        double length = Math.sqrt(Vectors.dot(anchor, anchor));
        if (!(length > 0) || Double.isInfinite(length)) {
            throw new IllegalArgumentException(
                    "The anchor at index %d has the length %s and must have a finite one above 0, to have a direction.\nMaybe the learning rate is too high."
                            .formatted(i, length));
        }
        return length;
    }
}
