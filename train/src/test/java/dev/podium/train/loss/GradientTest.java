package dev.podium.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Given;
import dev.podium.train.loss.EveryLoss.Case;
import dev.podium.train.loss.EveryLoss.Layout;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The gradient of every loss is the slope of the loss: central differences on random lists. */
class GradientTest {

    private static final double STEP = 1e-5;
    private static final double TOLERANCE = 1e-8;

    @Test
    void of_each_loss_is_its_slope() {
        Given.cases(200, random -> {
            for (Case one : EveryLoss.SLOPES) {
                int n = 1 + random.nextInt(one.layout() == Layout.STEPS ? 5 : 12);
                double[] targets = one.targets().of(random, n);
                check(one.loss(), EveryLoss.scores(random, targets.length), targets);
            }
        });
    }

    @Test
    void of_several_lists_is_the_slope_of_their_mean() {
        Given.cases(200, random -> {
            for (Case one : EveryLoss.SLOPES) {
                List<double[]> lists = Stream.generate(() -> one.targets().of(random, random.nextInt(5)))
                        .limit(1 + random.nextInt(4))
                        .toList();
                double[] targets =
                        lists.stream().flatMapToDouble(Arrays::stream).toArray();
                int[] sizes = lists.stream().mapToInt(list -> list.length).toArray();
                check(one.loss().over(sizes), EveryLoss.scores(random, targets.length), targets);
            }
        });
    }

    @Test
    void is_added_to_what_is_there() {
        double[] gradient = {10, 20};

        new RankNet().at(new double[] {0, 0}, new double[] {1, 0}, gradient);

        assertThat(gradient).containsExactly(9.5, 20.5);
    }

    @Test
    void of_info_nce_is_its_slope_for_queries_and_documents() {
        Given.cases(200, random -> {
            InfoNce loss = new InfoNce(0.2 + random.nextDouble());
            int queries = 1 + random.nextInt(4);
            int width = 1 + random.nextInt(6);
            float[][] q = vectors(random, queries, width);
            float[][] d = vectors(random, queries + random.nextInt(3), width);

            checkVectors(q, (at, slope) -> loss.at(at, d, slope, new float[d.length][width]));
            checkVectors(d, (at, slope) -> loss.at(q, at, new float[queries][width], slope));
        });
    }

    @Test
    void of_orthogonality_is_its_slope() {
        Given.cases(200, random -> {
            int views = 1 + random.nextInt(4);
            float[][] anchors = vectors(random, views * (1 + random.nextInt(2)), 2 + random.nextInt(4));
            for (float[] anchor : anchors) {
                anchor[0] += 3; // long enough for a step of 0.01 to be a small one
            }

            checkVectors(anchors, new Orthogonality(views)::at);
        });
    }

    @Test
    void of_flops_is_its_slope() {
        Given.cases(200, random -> {
            float[][] weights = vectors(random, 1 + random.nextInt(4), 1 + random.nextInt(6));
            for (float[] text : weights) {
                for (int v = 0; v < text.length; v++) {
                    text[v] += Math.signum(text[v]) * 0.1f; // away from the kink at 0
                }
            }

            checkVectors(weights, new Flops()::at);
        });
    }

    @Test
    void of_words_is_the_slope_by_their_log_probabilities() {
        Given.cases(200, random -> {
            double[][] logProbs = Stream.generate(() -> random.doubles(random.nextInt(4), 0.01, 0.95)
                            .map(Math::log)
                            .toArray())
                    .limit(1 + random.nextInt(3))
                    .toArray(double[][]::new);

            checkWords(logProbs, new AnswerCrossEntropy()::at);
            checkWords(logProbs, new Unlikelihood()::at);
        });
    }

    @Test
    void of_a_matrix_of_similarities_is_its_slope() {
        Given.cases(200, random -> {
            int queries = 1 + random.nextInt(4);
            int documents = queries + random.nextInt(3);
            double temperature = 0.1 + random.nextDouble();
            double[] similarities = EveryLoss.scores(random, queries * documents);
            int[] belongs = random.ints(queries, 0, documents).toArray();

            for (InfoNce loss : List.of(new InfoNce(temperature), new InfoNce(temperature, 0.5))) {
                check(
                        (scores, _, gradient) -> loss.at(scores, documents, gradient),
                        similarities,
                        new double[similarities.length]);
                check(
                        (scores, _, gradient) -> loss.at(scores, documents, belongs, gradient),
                        similarities,
                        new double[similarities.length]);
            }
        });
    }

    /** A loss of vectors: its value; its slope is added. */
    private interface VectorLoss {
        double at(float[][] vectors, float[][] gradient);
    }

    /** A step in float32 must be larger to be seen, hence the wider tolerance. */
    private static void checkVectors(float[][] vectors, VectorLoss loss) {
        int width = vectors[0].length;
        float[][] slope = new float[vectors.length][width];
        loss.at(vectors, slope);

        for (int i = 0; i < vectors.length; i++) {
            for (int k = 0; k < width; k++) {
                float at = vectors[i][k];
                float up = at + 1e-2f;
                float down = at - 1e-2f;
                vectors[i][k] = up;
                double above = loss.at(vectors, new float[vectors.length][width]);
                vectors[i][k] = down;
                double below = loss.at(vectors, new float[vectors.length][width]);
                vectors[i][k] = at;
                double difference = (above - below) / ((double) up - down);
                assertThat((double) slope[i][k]).isCloseTo(difference, within(5e-3));
            }
        }
    }

    /** A loss of tokens: its value; its slope is added. */
    private interface WordLoss {
        double at(double[][] logProbs, double[][] gradient);
    }

    private static void checkWords(double[][] logProbs, WordLoss loss) {
        double[][] slope = like(logProbs);
        loss.at(logProbs, slope);

        for (int i = 0; i < logProbs.length; i++) {
            for (int t = 0; t < logProbs[i].length; t++) {
                double at = logProbs[i][t];
                logProbs[i][t] = at + STEP;
                double above = loss.at(logProbs, like(logProbs));
                logProbs[i][t] = at - STEP;
                double below = loss.at(logProbs, like(logProbs));
                logProbs[i][t] = at;
                assertThat(slope[i][t]).isCloseTo((above - below) / (2 * STEP), within(1e-6));
            }
        }
    }

    private static double[][] like(double[][] numbers) {
        return Arrays.stream(numbers).map(row -> new double[row.length]).toArray(double[][]::new);
    }

    private static void check(ListLoss loss, double[] scores, double[] targets) {
        double[] gradient = new double[scores.length];
        double value = loss.at(scores, targets, gradient);

        assertThat(value).as(loss.toString()).isFinite();
        String what = "%s of %s with targets %s".formatted(loss, Arrays.toString(scores), Arrays.toString(targets));
        for (int i = 0; i < scores.length; i++) {
            double[] up = scores.clone();
            double[] down = scores.clone();
            up[i] += STEP;
            down[i] -= STEP;
            double difference =
                    (loss.at(up, targets, new double[up.length]) - loss.at(down, targets, new double[down.length]))
                            / (2 * STEP);
            assertThat(gradient[i]).as("%s at %d", what, i).isCloseTo(difference, within(TOLERANCE));
        }
    }

    private static float[][] vectors(Random random, int n, int width) {
        float[][] vectors = new float[n][width];
        for (float[] vector : vectors) {
            for (int k = 0; k < width; k++) {
                vector[k] = (float) random.nextGaussian();
            }
        }
        return vectors;
    }
}
