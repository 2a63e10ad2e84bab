package dev.podium.torch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.podium.Candidate;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Scale;
import dev.podium.Slate;
import dev.podium.model.train.Mode;
import dev.podium.model.train.Pass;
import dev.podium.model.train.TrainableScorer;
import dev.podium.model.train.Tuned;
import dev.podium.model.train.Tuning;
import dev.podium.torch.Golden;
import dev.podium.torch.tensor.Tensor;
import dev.podium.train.loss.RankNet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(OneThread.class)
class TrainableCrossEncoderTest {

    private static final List<Slate> SLATES = List.of(
            slate("what is tea", "Tea is a drink made of leaves.", "A car has four wheels.", "Leaves"),
            slate("how many wheels has a car", "It has four.", "Tea is a drink made of leaves."));
    private static final double[] TARGETS = {2, 0, 1, 1, 0};

    @TempDir
    private Path scratch;

    private static Slate slate(String query, String... texts) {
        List<Candidate> candidates =
                Arrays.stream(texts).map(text -> Candidate.of(text, text)).toList();
        Ranking ranking = Ranking.inOrder(Query.of("q", query), candidates);
        return new Slate(ranking.query(), ranking.hits(), Scale.ORDINAL);
    }

    /** A tiny checkpoint whose configuration says that this share drops, everywhere. */
    private Path dropping(String name, double rate) throws IOException {
        try (Golden golden = Golden.copy(name)) {
            return Dropping.copy(golden.folder(), scratch.resolve(name + rate), rate);
        }
    }

    private static Tuning settings(boolean recompute) {
        return new Tuning(Tuning.Head.CROSS_ENCODER, Tuned.all(), 1e-3, 0.01, 48, recompute, 0, 7);
    }

    private static LearningModel open(Path folder, Tuning tuning) {
        return (LearningModel) TrainableCrossEncoder.open(folder, tuning);
    }

    private static TrainableScorer pairs(LearningModel model) {
        return model.as(TrainableScorer.class);
    }

    private static Map<String, float[]> gradients(Path folder, boolean recompute) {
        try (LearningModel model = open(folder, settings(recompute));
                Pass pass = pairs(model).forward(SLATES, Mode.TRAIN)) {
            pass.backward(new double[] {1, -2, 3, -4, 5});
            Map<String, float[]> gradients = new TreeMap<>();
            for (Map.Entry<String, Tensor> one : model.parameters().entrySet()) {
                one.getValue().gradient().ifPresent(gradient -> gradients.put(one.getKey(), gradient.floats()));
            }
            return gradients;
        }
    }

    private static double[] scores(LearningModel model, Mode mode) {
        try (Pass pass = pairs(model).forward(SLATES, mode)) {
            return pass.scores();
        }
    }

    private static double step(LearningModel model) {
        try (Pass pass = pairs(model).forward(SLATES, Mode.TRAIN)) {
            double[] gradient = new double[pass.size()];
            double loss = new RankNet().over(3, 2).at(pass.scores(), TARGETS, gradient);
            pass.backward(gradient);
            return loss;
        }
    }

    private void assertSameGradients(String name, float tolerance) throws IOException {
        for (double rate : new double[] {0, 0.1}) {
            Path folder = dropping(name, rate);

            Map<String, float[]> whole = gradients(folder, false);
            Map<String, float[]> again = gradients(folder, true);

            assertThat(again.keySet()).as(name).isEqualTo(whole.keySet()).hasSizeGreaterThan(10);
            whole.forEach((parameter, gradient) -> assertThat(again.get(parameter))
                    .as("%s of %s, dropping %s", parameter, name, rate)
                    .containsExactly(gradient, within(tolerance)));
        }
    }

    @Test
    void layers_that_are_run_again_have_the_same_gradients_to_the_bit() throws IOException {
        assertSameGradients("training-traces", 0);
        assertSameGradients("modernbert-seqcls-cls", 0);
    }

    @Test
    void where_attention_has_a_learnt_bias_they_are_the_same_but_for_rounding() throws IOException {
        // The fused attention of libtorch rounds otherwise when its bias wants a gradient, which it does the second
        // time only.
        assertSameGradients("deberta-v2-conv-seqcls", 2e-3f);
    }

    @Test
    void scores_of_several_slates_are_those_of_each() throws IOException {
        try (LearningModel model = open(dropping("training-traces", 0.3), settings(false))) {
            double[] all = scores(model, Mode.INFER);

            assertThat(pairs(model).score(SLATES.get(0))).containsExactly(Arrays.copyOf(all, 3), within(1e-5));
            assertThat(pairs(model).scoreAll(SLATES).get(1))
                    .containsExactly(Arrays.copyOfRange(all, 3, 5), within(1e-5));
        }
    }

    @Test
    void dropout_drops_while_it_learns_and_at_no_other_time() throws IOException {
        try (LearningModel dropping = open(dropping("training-traces", 0.3), settings(false));
                LearningModel keeping = open(dropping("training-traces", 0), settings(false))) {
            double[] sure = scores(keeping, Mode.TRAIN);

            assertThat(scores(dropping, Mode.INFER)).isEqualTo(sure);
            assertThat(scores(dropping, Mode.TRAIN)).isNotEqualTo(sure);
            assertThat(scores(dropping, Mode.TRAIN)).isNotEqualTo(scores(dropping, Mode.TRAIN));
        }
    }

    @Test
    void a_step_that_begins_again_drops_the_same() throws IOException {
        try (LearningModel model = open(dropping("training-traces", 0.3), settings(false))) {
            model.begin(5);
            double[] first = scores(model, Mode.TRAIN);
            double[] second = scores(model, Mode.TRAIN);
            model.begin(6);
            double[] other = scores(model, Mode.TRAIN);
            model.begin(5);

            assertThat(scores(model, Mode.TRAIN)).isEqualTo(first);
            assertThat(scores(model, Mode.TRAIN)).isEqualTo(second).isNotEqualTo(first);
            assertThat(other).isNotEqualTo(first).isNotEqualTo(second);
        }
    }

    @Test
    void learns_an_order_and_keeps_it_in_a_checkpoint() throws IOException {
        Path learnt = scratch.resolve("learnt");
        double[] scores;
        try (LearningModel model = open(dropping("training-traces", 0.1), settings(true))) {
            double before = step(model);
            double after = 0;
            for (int i = 1; i <= 30; i++) {
                model.step(1, 1);
                model.begin(i);
                after = step(model);
            }
            assertThat(after).isLessThan(before / 3);
            scores = scores(model, Mode.INFER);
            model.write(learnt);
        }

        assertThat(scores[0]).isGreaterThan(scores[2]);
        assertThat(scores[2]).isGreaterThan(scores[1]);
        try (LearningModel model = open(learnt, settings(false))) {
            assertThat(scores(model, Mode.INFER)).isEqualTo(scores);
        }
    }

    @Test
    void what_is_frozen_has_no_gradient() throws IOException {
        Tuning settings = settings(false).tuned(new Tuned.Full(List.of("bert.")));
        try (LearningModel model = open(dropping("training-traces", 0), settings)) {
            step(model);

            model.parameters()
                    .forEach((name, tensor) -> assertThat(tensor.gradient().isPresent())
                            .as(name)
                            .isEqualTo(name.startsWith("classifier")));
        }
    }

    @Test
    void refuses_to_go_backward_where_nothing_was_kept() throws IOException {
        try (LearningModel model = open(dropping("training-traces", 0), settings(false))) {
            Pass scored = pairs(model).forward(SLATES, Mode.INFER);
            Pass learnt = pairs(model).forward(SLATES, Mode.TRAIN);
            learnt.backward(new double[5]);

            assertThatThrownBy(() -> scored.backward(new double[5]))
                    .hasMessageStartingWith("The pass cannot go backward");
            assertThatThrownBy(() -> learnt.backward(new double[5]))
                    .hasMessageStartingWith("The pass cannot go backward");
            assertThatThrownBy(() -> learnt.backward(new double[4]))
                    .hasMessageStartingWith("The gradient has 4 numbers and must have 5");
            scored.close();
            learnt.close();
            learnt.close();
            assertThatThrownBy(scored::scores).hasMessageStartingWith("The pass is closed.");
        }
    }
}
