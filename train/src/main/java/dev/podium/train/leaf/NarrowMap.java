package dev.podium.train.leaf;

/**
 * A linear map to no more numbers than it begins with, that keeps all dot products of a wider one.
 *
 * <p>What W x and W y have in common is {@code x' W'W y}, which W'W alone decides; with its Cholesky factor, {@code W'W = L L'}, the
 * square {@code L'} gives the same. So vectors that were taught by three teachers of 384 numbers each are served as 384 numbers; and as 385
 * where the map has a bias, which is a column of W for an x that ends in 1.
 *
 * @since 0.1.0
 */
public final class NarrowMap {

    /** Share of the mean of the diagonal that is added to it: a map that loses a direction still has a factor. */
    private static final double LIFT = 1e-9;

    private NarrowMap() {}

    /**
     * The map.
     *
     * @param wide [to][from], not all 0
     * @return [from][from], upper triangular
     */
    public static float[][] of(float[][] wide) {
        int n = wide[0].length;
        double[][] squares = new double[n][n];
        for (float[] row : wide) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    squares[i][j] += (double) row[i] * row[j];
                }
            }
        }
        double trace = 0;
        for (int i = 0; i < n; i++) {
            trace += squares[i][i];
        }
        for (int i = 0; i < n; i++) {
            squares[i][i] += LIFT * trace / n;
        }
        Cholesky.factor(squares);
        float[][] narrow = new float[n][n];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                narrow[j][i] = (float) squares[i][j];
            }
        }
        return narrow;
    }
}
