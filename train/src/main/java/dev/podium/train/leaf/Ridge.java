package dev.podium.train.leaf;

/**
 * The linear map that takes one kind of vectors nearest to another: ridge regression, by sums that are added up a vector at a time.
 *
 * <p>With rows x and y it is the W that makes {@code sum |W x - y|^2 + penalty |W|^2} least: {@code W = Y'X (X'X + penalty I)^-1}, solved
 * by Cholesky's factor, which exists since the penalty is above 0. Sums are in double.
 *
 * @since 0.1.0
 */
public final class Ridge {

    private final double[][] squares;
    private final double[][] products;

    /**
     * A map that has seen nothing.
     *
     * @param from dimensions of what is mapped, at least 1
     * @param to dimensions of where to, at least 1
     */
    public Ridge(int from, int to) {
        this.squares = new double[from][from];
        this.products = new double[from][to];
    }

    /** Sees a vector and where it should go. */
    public void add(float[] x, float[] y) {
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j <= i; j++) {
                squares[i][j] += (double) x[i] * x[j];
            }
            for (int k = 0; k < y.length; k++) {
                products[i][k] += (double) x[i] * y[k];
            }
        }
    }

    /**
     * The map.
     *
     * @param penalty as a share of the mean square of a dimension times the rows seen, above 0; often 0.001
     * @return [to][from], as a linear layer has its weight
     */
    public float[][] map(double penalty) {
        int n = squares.length;
        double trace = 0;
        for (int i = 0; i < n; i++) {
            trace += squares[i][i];
        }
        if (!(penalty > 0) || !(trace > 0)) {
            throw new IllegalArgumentException(
                    "The penalty (%s) must be above 0, and of the vectors seen one must not be 0.\nMaybe 0.001."
                            .formatted(penalty));
        }
        double[][] lower = new double[n][];
        for (int i = 0; i < n; i++) {
            lower[i] = squares[i].clone();
            lower[i][i] += penalty * trace / n;
        }
        Cholesky.factor(lower);
        float[][] map = new float[products[0].length][n];
        double[] column = new double[n];
        for (int k = 0; k < map.length; k++) {
            for (int i = 0; i < n; i++) {
                column[i] = products[i][k];
            }
            Cholesky.solve(lower, column);
            for (int i = 0; i < n; i++) {
                map[k][i] = (float) column[i];
            }
        }
        return map;
    }
}
