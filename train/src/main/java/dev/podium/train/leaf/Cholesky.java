package dev.podium.train.leaf;

/** A symmetric positive definite matrix as L L', L lower triangular. Source: Golub and Van Loan, Matrix Computations, 4.2. */
final class Cholesky {

    private Cholesky() {}

    /**
     * Puts the factor where the matrix was.
     *
     * @param a [row][column], the lower triangle alone is read and written
     */
    static void factor(double[][] a) {
        for (int i = 0; i < a.length; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= a[i][k] * a[j][k];
                }
                if (i == j && !(sum > 0)) {
                    throw new IllegalArgumentException(
                            "The matrix is not positive definite: the pivot of row %d is %s.".formatted(i, sum));
                }
                a[i][j] = i == j ? Math.sqrt(sum) : sum / a[j][j];
            }
        }
    }

    /** Puts the x of {@code L L' x = b} where b was. */
    static void solve(double[][] lower, double[] b) {
        int n = b.length;
        for (int i = 0; i < n; i++) {
            for (int k = 0; k < i; k++) {
                b[i] -= lower[i][k] * b[k];
            }
            b[i] /= lower[i][i];
        }
        for (int i = n - 1; i >= 0; i--) {
            for (int k = i + 1; k < n; k++) {
                b[i] -= lower[k][i] * b[k];
            }
            b[i] /= lower[i][i];
        }
    }
}
