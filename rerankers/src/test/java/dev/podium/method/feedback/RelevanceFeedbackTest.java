package dev.podium.method.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Given;
import dev.podium.Scale;
import dev.podium.method.feedback.QueryDistillation.Objective;
import dev.podium.model.PairScoring;
import dev.podium.model.Scored;
import dev.podium.model.Similarity;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RelevanceFeedbackTest {

    @ParameterizedTest
    @EnumSource(Objective.class)
    void its_gradient_is_what_finite_differences_say(Objective objective) {
        Given.cases(200, random -> {
            int n = 1 + random.nextInt(9);
            int dimensions = 1 + random.nextInt(6);
            double[] query = numbers(random, dimensions);
            double[][] documents = new double[n][];
            for (int i = 0; i < n; i++) {
                documents[i] = numbers(random, dimensions);
            }
            double[] targets = numbers(random, n);
            targets[n - 1] = targets[0]; // a tie
            double scale = 0.1 + random.nextDouble() * 3;
            QueryDistillation distillation = new QueryDistillation(objective, 0, 0);

            double[] gradient = new double[dimensions];
            distillation.at(query, documents, targets, scale, gradient);

            double h = 1e-5;
            for (int d = 0; d < dimensions; d++) {
                double[] more = query.clone();
                double[] less = query.clone();
                more[d] += h;
                less[d] -= h;
                double slope = (distillation.at(more, documents, targets, scale, new double[dimensions])
                                - distillation.at(less, documents, targets, scale, new double[dimensions]))
                        / (2 * h);
                assertThat(gradient[d]).isCloseTo(slope, within(1e-7));
            }
        });
    }

    @Test
    void losses_are_those_worked_by_hand() {
        double ln3 = Math.log(3);
        double[] gradient = new double[2];

        // teacher 3/4 and 1/4, student 1/2 and 1/2
        assertThat(Objective.KL.at(new double[] {0, 0}, new double[] {ln3, 0}, gradient))
                .isCloseTo(0.75 * Math.log(1.5) + 0.25 * Math.log(0.5), within(1e-12));
        assertThat(gradient).containsExactly(new double[] {-0.25, 0.25}, within(1e-12));
        // one pair of ranks 1 and 2, scored the wrong way by ln 3: log(1 + 3) / 3
        assertThat(Objective.RANKNET.at(new double[] {0, ln3}, new double[] {5, 1}, new double[2]))
                .isCloseTo(Math.log(4) / 3, within(1e-12));
    }

    @Test
    void the_scale_is_half_of_one_range_over_the_other() {
        double[][] documents = {{0.5, 0}, {0.25, 1}};

        assertThat(QueryDistillation.scale(new double[] {1, 0}, documents, new double[] {-4, 6}))
                .isCloseTo(10 / 0.25 / 2, within(1e-12));
        assertThat(QueryDistillation.scale(new double[] {0, 0}, documents, new double[] {-4, 6}))
                .isZero();
    }

    @Test
    void the_first_step_goes_by_the_rate_against_the_gradient() {
        double[] learned = new QueryDistillation(Objective.KL, 1, 0.005)
                .learned(new double[] {1, 0}, new double[][] {{1, 0}, {0.5, 0.5}}, new double[] {0, 4});

        // the second is to be better: away from the first axis, towards the second
        assertThat(learned).containsExactly(new double[] {0.995, 0.005}, within(1e-6));
    }

    @Test
    void where_there_is_nothing_to_learn_the_query_stays() {
        double[] query = {1, 0};

        assertThat(new QueryDistillation(Objective.KL, 100, 0.005)
                        .learned(query, new double[][] {{1, 0}, {0, 1}}, new double[] {3, 3}))
                .containsExactly(query);
        assertThat(new QueryDistillation(Objective.KL, 100, 0.005)
                        .learned(query, new double[][] {{1, 0}}, new double[] {3}))
                .containsExactly(query);
    }

    @Test
    void what_the_teacher_likes_of_the_head_lifts_its_like_in_the_tail() {
        // the teacher sees two candidates, and likes the one along the second axis; the third is like it
        RelevanceFeedback feedback = new RelevanceFeedback(new Second(), new Axes(Similarity.COSINE), 2, 100, 0.005, 0);

        double[] before = new RelevanceFeedback(new Second(), new Axes(Similarity.COSINE), 2, 0, 0.005, 0)
                .score(Axes.slate("1 0.9", "1 0", "0 1", "0.1 1"));
        double[] after = feedback.score(Axes.slate("1 0.9", "1 0", "0 1", "0.1 1"));

        assertThat(before[0]).isGreaterThan(before[1]);
        assertThat(after[1]).isGreaterThan(after[0]);
        assertThat(after[2]).isGreaterThan(after[0]);
        assertThat(feedback.calls(100)).isEqualTo(2 + 100 + 1);
    }

    @Test
    void a_second_teaching_goes_on_where_the_first_ended() {
        double[] once = new RelevanceFeedback(new Second(), new Axes(Similarity.DOT), 3, 100, 0.005, 0)
                .score(Axes.slate("1 0.9", "1 0", "0 1", "0.5 0.5"));
        double[] twice = new RelevanceFeedback(new Second(), new Axes(Similarity.DOT), 3, 100, 0.005, 3)
                .score(Axes.slate("1 0.9", "1 0", "0 1", "0.5 0.5"));

        assertThat(twice[1] - twice[0]).isGreaterThan(once[1] - once[0]);
    }

    private static double[] numbers(Random random, int n) {
        return random.doubles(n, -2, 2).toArray();
    }

    /** Likes the second number. */
    private static final class Second implements PairScoring {
        @Override
        public List<Scored> score(String query, List<String> documents) {
            return documents.stream()
                    .map(document -> new Scored(4 * Double.parseDouble(document.split(" ")[1]), 2, 2))
                    .toList();
        }

        @Override
        public Scale scale() {
            return Scale.REAL;
        }

        @Override
        public String activation() {
            return "identity";
        }

        @Override
        public int maxTokens() {
            return 512;
        }
    }
}
