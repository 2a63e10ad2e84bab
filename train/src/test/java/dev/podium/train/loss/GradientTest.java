package dev.podium.train.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Given;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The gradient of every loss is the slope of the loss: central differences on random lists. */
class GradientTest {

    private static final double STEP = 1e-5;
    private static final double TOLERANCE = 1e-8;

    /** Targets that a loss takes. */
    private interface Targets {
        double one(Random random);
    }

    /** A new loss needs a line here. */
    private record Case(ListLoss loss, Targets targets) {}

    private static final Targets SHARES = random -> random.nextInt(3) == 0 ? random.nextInt(4) : 0;
    private static final Targets PROBABILITIES = Random::nextDouble;
    private static final Targets GRADES = random -> random.nextInt(5) - 2;

    private static final List<Case> CASES = List.of(
            new Case(new BinaryCrossEntropy(), PROBABILITIES),
            new Case(new SoftmaxCrossEntropy(), SHARES),
            new Case(new SoftmaxCrossEntropy(0.3), SHARES),
            new Case(new RankNet(), GRADES),
            new Case(new RankNet().plus(0.1, new BinaryCrossEntropy()), random -> random.nextInt(2)),
            new Case(new SoftmaxCrossEntropy().plus(2, new RankNet()).plus(-0.5, new RankNet()), SHARES));

    @Test
    void of_each_loss_is_its_slope() {
        Given.cases(200, random -> {
            for (Case one : CASES) {
                int n = 1 + random.nextInt(12);
                check(one.loss(), scores(random, n), targets(one, random, n));
            }
        });
    }

    @Test
    void of_several_lists_is_the_slope_of_their_mean() {
        Given.cases(200, random -> {
            for (Case one : CASES) {
                int[] sizes = IntStream.range(0, 1 + random.nextInt(4))
                        .map(_ -> random.nextInt(5))
                        .toArray();
                int n = Arrays.stream(sizes).sum();
                check(one.loss().over(sizes), scores(random, n), targets(one, random, n));
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
            float[][] slopeOfQ = new float[q.length][width];
            float[][] slopeOfD = new float[d.length][width];

            loss.at(q, d, slopeOfQ, slopeOfD);

            // A step in float32 must be larger to be seen, hence the wider tolerance.
            for (boolean ofQueries : new boolean[] {true, false}) {
                float[][] vectors = ofQueries ? q : d;
                float[][] slope = ofQueries ? slopeOfQ : slopeOfD;
                for (int i = 0; i < vectors.length; i++) {
                    for (int k = 0; k < width; k++) {
                        float at = vectors[i][k];
                        float up = at + 1e-2f;
                        float down = at - 1e-2f;
                        vectors[i][k] = up;
                        double above = loss.at(q, d, new float[q.length][width], new float[d.length][width]);
                        vectors[i][k] = down;
                        double below = loss.at(q, d, new float[q.length][width], new float[d.length][width]);
                        vectors[i][k] = at;
                        double difference = (above - below) / ((double) up - down);
                        assertThat((double) slope[i][k]).isCloseTo(difference, within(5e-3));
                    }
                }
            }
        });
    }

    @Test
    void of_a_matrix_of_similarities_is_its_slope() {
        Given.cases(200, random -> {
            int queries = 1 + random.nextInt(4);
            int documents = queries + random.nextInt(3);
            InfoNce loss = new InfoNce(0.1 + random.nextDouble());
            double[] similarities = scores(random, queries * documents);
            double[] gradient = new double[similarities.length];

            loss.at(similarities, documents, gradient);

            for (int i = 0; i < similarities.length; i++) {
                double[] up = similarities.clone();
                double[] down = similarities.clone();
                up[i] += STEP;
                down[i] -= STEP;
                double difference = (loss.at(up, documents, new double[up.length])
                                - loss.at(down, documents, new double[down.length]))
                        / (2 * STEP);
                assertThat(gradient[i]).isCloseTo(difference, within(TOLERANCE));
            }
        });
    }

    private static void check(ListLoss loss, double[] scores, double[] targets) {
        double[] gradient = new double[scores.length];
        double value = loss.at(scores, targets, gradient);

        assertThat(value).as(loss.toString()).isFinite();
        for (int i = 0; i < scores.length; i++) {
            double[] up = scores.clone();
            double[] down = scores.clone();
            up[i] += STEP;
            down[i] -= STEP;
            double difference =
                    (loss.at(up, targets, new double[up.length]) - loss.at(down, targets, new double[down.length]))
                            / (2 * STEP);
            assertThat(gradient[i])
                    .as("%s at %d of %s with targets %s", loss, i, Arrays.toString(scores), Arrays.toString(targets))
                    .isCloseTo(difference, within(TOLERANCE));
        }
    }

    private static double[] scores(Random random, int n) {
        return random.doubles(n, -4, 4).toArray();
    }

    private static double[] targets(Case one, Random random, int n) {
        return IntStream.range(0, n).mapToDouble(_ -> one.targets().one(random)).toArray();
    }

    private static float[][] vectors(Random random, int n, int width) {
        List<float[]> vectors = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            float[] vector = new float[width];
            for (int k = 0; k < width; k++) {
                vector[k] = (float) random.nextGaussian();
            }
            vectors.add(vector);
        }
        return vectors.toArray(float[][]::new);
    }
}
