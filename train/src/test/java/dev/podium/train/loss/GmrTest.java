package dev.podium.train.loss;

import static dev.podium.train.loss.Worked.loss;
import static dev.podium.train.loss.Worked.slope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Given;
import dev.podium.train.loss.Gmr.Direction;
import dev.podium.train.loss.Gmr.Weight;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GmrTest {

    /** A relevant item that is undecided, one that is rightly sure, one that is wrongly so. */
    private static final double[] SCORES = {0, 0, 1, 3, 2, 1};

    private static final double[] TARGETS = {1, 0, 0, 1, 0, 1};

    private static double[] targets(int n, int relevant) {
        double[] targets = new double[2 * n];
        for (int i = 0; i < n; i++) {
            targets[2 * i + (i == relevant ? 0 : 1)] = 1;
        }
        return targets;
    }

    @Test
    void weight_and_direction_of_fine_tuning_are_the_cross_entropy_of_yes_and_no() {
        Given.cases(200, random -> {
            int n = 1 + random.nextInt(6);
            int relevant = random.nextInt(n);
            double[] scores = EveryLoss.scores(random, 2 * n);
            double[] slope = slope(new Gmr(Weight.SFT, Direction.SFT), scores, targets(n, relevant));
            double sum = 0;

            for (int i = 0; i < n; i++) {
                double[] words = {scores[2 * i], scores[2 * i + 1]};
                double[] label = i == relevant ? new double[] {1, 0} : new double[] {0, 1};
                double[] plain = slope(new SoftmaxCrossEntropy(), words, label);
                sum += loss(new SoftmaxCrossEntropy(), words, label);
                assertThat(slope[2 * i]).isCloseTo(plain[0], within(1e-12));
                assertThat(slope[2 * i + 1]).isCloseTo(plain[1], within(1e-12));
            }
            assertThat(loss(new Gmr(Weight.SFT, Direction.SFT), scores, targets(n, relevant)))
                    .isCloseTo(sum, within(1e-12));
        });
    }

    @Test
    void weight_and_direction_of_contrast_are_the_contrastive_loss_of_yes() {
        Given.cases(200, random -> {
            int n = 1 + random.nextInt(6);
            int relevant = random.nextInt(n);
            double[] scores = EveryLoss.scores(random, 2 * n);
            double[] yes = new double[n];
            double[] labels = new double[n];
            for (int i = 0; i < n; i++) {
                yes[i] = scores[2 * i];
            }
            labels[relevant] = 1;

            double[] slope = slope(new Gmr(Weight.CL, Direction.CL), scores, targets(n, relevant));
            double[] plain = slope(new SoftmaxCrossEntropy(), yes, labels);

            for (int i = 0; i < n; i++) {
                assertThat(slope[2 * i]).isCloseTo(plain[i], within(1e-12));
                assertThat(slope[2 * i + 1]).isZero();
            }
            assertThat(loss(new Gmr(Weight.CL, Direction.CL), scores, targets(n, relevant)))
                    .isCloseTo(loss(new SoftmaxCrossEntropy(), yes, labels), within(1e-12));
        });
    }

    @Test
    void the_mixed_cells_take_one_from_each() {
        // doubts: 0.5; sigmoid(1 - 3) = 0.119203; sigmoid(2 - 1) = 0.731059
        assertThat(slope(new Gmr(Weight.SFT, Direction.CL), SCORES, TARGETS))
                .usingComparatorWithPrecision(1e-6)
                .containsExactly(-0.5, 0, 0.119203, 0, 0.731059, 0);
        // softmax of yes 0, 1, 2: 0.090031, 0.244728, 0.665241; the first lacks 0.909969
        assertThat(slope(new Gmr(Weight.CL, Direction.SFT), SCORES, TARGETS))
                .usingComparatorWithPrecision(1e-6)
                .containsExactly(-0.909969, 0.909969, 0.244728, -0.244728, 0.665241, -0.665241);
    }

    @Test
    void all_alike_pulls_at_what_is_learnt_as_hard_as_at_what_is_not() {
        assertThat(slope(new Gmr(Weight.ONE, Direction.SFT), SCORES, TARGETS)).containsExactly(-1, 1, 1, -1, 1, -1);
    }

    @Test
    void a_mask_leaves_alone_what_is_learnt() {
        // doubts 0.5, 0.119203 and 0.731059: at tau 0.2 the second is learnt, at 0.6 the first two are
        assertThat(slope(new Gmr(new Gmr.Unlearnt(0.2), Direction.SFT), SCORES, TARGETS))
                .containsExactly(-1, 1, 0, 0, 1, -1);
        assertThat(slope(new Gmr(new Gmr.Unlearnt(0.6), Direction.CL), SCORES, TARGETS))
                .containsExactly(0, 0, 0, 0, 1, 0);
    }

    @Test
    void a_second_phase_goes_on_with_another_weight() {
        Random random = new Random(3);
        double[] alike = EveryLoss.scores(random, 8);
        double[] then = alike.clone();
        double[] targets = targets(4, 2);

        for (int step = 0; step < 100; step++) {
            learn(new Gmr(Weight.ONE, Direction.SFT), alike, targets);
            learn(new Gmr(step < 20 ? Weight.ONE : Weight.SFT, Direction.SFT), then, targets);
        }

        // the first drives the logits on for ever, the second slows down once they are right
        Gmr plain = new Gmr(Weight.SFT, Direction.SFT);
        assertThat(loss(plain, alike, targets)).isLessThan(1e-3);
        assertThat(loss(plain, then, targets)).isBetween(1e-2, 0.5);
    }

    private static void learn(Gmr loss, double[] scores, double[] targets) {
        double[] slope = slope(loss, scores, targets);
        for (int i = 0; i < scores.length; i++) {
            scores[i] -= 0.1 * slope[i];
        }
    }

    @Test
    void a_list_without_a_relevant_item_counts_nothing() {
        Gmr loss = new Gmr(Weight.CL, Direction.CL);
        double[] none = {0, 1, 0, 1};

        assertThat(slope(loss, new double[4], none)).containsOnly(0);
        assertThat(slope(loss.over(6, 4), new double[10], 1, 0, 0, 1, 0, 1, 0, 1, 0, 1))
                .startsWith(slope(loss, new double[6], TARGETS));
    }

    @Test
    void any_loss_takes_a_weight_for_each_of_its_items() {
        ListLoss half = new RankNet().weighing((_, targets) -> new double[] {0.5, targets[1]});

        // the pair pulls with 1/2 each way
        assertThat(slope(half, new double[] {0, 0}, 3, 0)).containsExactly(-0.25, 0);
        assertThat(loss(half, new double[] {0, 0}, 3, 0)).isEqualTo(loss(new RankNet(), new double[] {0, 0}, 3, 0));
        // over several lists the weights are of each list, and a sum stays the sum of its means
        ListLoss sum = new RankNet().plus(1, new BinaryCrossEntropy()).weighing((_, targets) -> targets.clone());
        assertThat(slope(sum.over(1, 2), new double[3], 1, 1, 0))
                .containsExactly(new double[] {-1 / 6.0, -0.5 - 1 / 6.0, 0}, within(1e-12));
    }

    @Test
    void refuses_what_it_cannot_weigh() {
        Gmr loss = new Gmr(Weight.SFT, Direction.SFT);

        assertThatThrownBy(() -> loss(loss, new double[3], 1, 0, 0)).hasMessageContaining("two an item");
        assertThatThrownBy(() -> loss(loss, new double[4], 1, 0, 1, 1))
                .hasMessageContaining("The targets of the item at index 1 (1.0, 1.0)");
        assertThatThrownBy(() -> loss(loss, new double[4], 1, 0, 1, 0))
                .hasMessageContaining("The relevant items of a list (2) must be one");
        assertThatThrownBy(() -> new Gmr.Unlearnt(2)).hasMessageContaining("Tau (2.0) must be in [0, 1]");
        assertThatThrownBy(() -> loss(new Gmr((_, _) -> new double[1], Direction.SFT), SCORES, TARGETS))
                .hasMessageContaining("The weights (1) must be as many as the items (3)");
        assertThatThrownBy(() -> loss(new RankNet().weighing((_, _) -> new double[] {1, -1}), new double[2], 1, 0))
                .hasMessageContaining("The weight of the item at index 1 (-1.0) must be at least 0");
    }
}
