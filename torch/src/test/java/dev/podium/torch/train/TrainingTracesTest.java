package dev.podium.torch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.podium.model.train.Mode;
import dev.podium.model.train.Pass;
import dev.podium.model.train.VectorPass;
import dev.podium.torch.Golden;
import dev.podium.torch.checkpoint.Checkpoint;
import dev.podium.torch.head.SequenceClassifier;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.Packing;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.TokenBatch;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import dev.podium.train.Batches;
import dev.podium.train.Schedule;
import dev.podium.train.loss.BinaryCrossEntropy;
import dev.podium.train.loss.InfoNce;
import dev.podium.train.loss.ListLoss;
import dev.podium.train.loss.RankNet;
import dev.podium.train.loss.SoftmaxCrossEntropy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Four runs that torch made, step by step: the losses, the norms of the gradients and the weights at the end. */
@ExtendWith(OneThread.class)
class TrainingTracesTest {

    private static final int LIST = 5;

    /** The model of the traces, its optimiser, and the batches to learn from. */
    private static final class Run implements AutoCloseable {

        private final Golden golden = Golden.copy("training-traces");
        private final Checkpoint checkpoint = Checkpoint.open(golden.folder());
        private final Parameters parameters = checkpoint.trainable(Device.CPU, _ -> true);
        private final SequenceClassifier model = SequenceClassifier.of(checkpoint.config(), parameters);
        private final AdamW optimizer;

        private Run() {
            this(Map.of());
        }

        private Run(Map<String, long[]> elements) {
            JsonNode settings = golden.json().path("optimiser");
            optimizer = AdamW.of(
                    parameters.tensors(),
                    ParameterGroup.usual(
                            settings.path("lr").asDouble(),
                            settings.path("weight_decay").asDouble()),
                    elements);
        }

        private Schedule schedule(String trace) {
            return Schedule.linear(5, golden.tensor(trace + ".loss").length);
        }

        /** A step of a batch, without its padding. */
        private TokenBatch batch(String name, int step) {
            int[][] ids = golden.rows(name + ".input_ids");
            int[][] types = golden.rows(name + ".token_type_ids");
            int[][] mask = golden.rows(name + ".attention_mask");
            int size = Math.toIntExact(golden.shape(name + ".input_ids")[1]);
            List<int[]> sequences = new ArrayList<>();
            List<int[]> kinds = new ArrayList<>();
            for (int i = step * size; i < (step + 1) * size; i++) {
                int length = Arrays.stream(mask[i]).sum();
                sequences.add(Arrays.copyOf(ids[i], length));
                kinds.add(Arrays.copyOf(types[i], length));
            }
            return TokenBatch.of(sequences, kinds);
        }

        private Pass forward(String batches, int step) {
            TokenBatch batch = batch(batches, step);
            return TorchPass.of(Mode.TRAIN, step, () -> model.logits(batch));
        }

        private VectorPass vectors(String batches, int step) {
            TokenBatch batch = batch(batches, step);
            return TorchVectorPass.of(Mode.TRAIN, step, () -> {
                Tensor hidden = model.encoder().hidden(batch, Observer.NONE);
                List<Tensor> means = new ArrayList<>();
                for (Packing.Segment segment : batch.packing().segments()) {
                    means.add(hidden.slice(0, segment.from(), segment.to()).mean(0, false));
                }
                Tensor pooled = Tensors.stack(means, 0);
                return pooled.over(pooled.times(pooled).sum(-1, true).sqrt());
            });
        }

        /** One step of a trace that scores pairs: the loss. */
        private double learn(String batches, int step, ListLoss loss, double[] targets) {
            try (Pass pass = forward(batches, step)) {
                double[] gradient = new double[pass.size()];
                double value = loss.at(pass.scores(), targets, gradient);
                pass.backward(gradient);
                return value;
            }
        }

        /** A part of a tensor, as double. */
        private double[] targets(String name, int step, int size) {
            float[] all = golden.tensor(name);
            double[] targets = new double[size];
            for (int i = 0; i < size; i++) {
                targets[i] = all[step * size + i];
            }
            return targets;
        }

        private void assertFinalWeights(String trace) {
            int compared = 0;
            for (Map.Entry<String, Tensor> one : parameters.tensors().entrySet()) {
                String name = trace + ".final." + one.getKey();
                String note =
                        golden.json().path("tensors").path(name).path("note").asString("");
                if (!note.startsWith("do not compare")) {
                    golden.assertClose(name, one.getValue());
                    compared++;
                }
            }
            assertThat(compared).isGreaterThan(30);
        }

        @Override
        public void close() {
            optimizer.close();
            parameters.close();
            checkpoint.close();
            golden.close();
        }
    }

    /** What a step learns; returns the loss. */
    private interface Step {
        double learn(Run run, int step);
    }

    private static void reproduces(String trace, Step learning) {
        try (Run run = new Run()) {
            float[] losses = run.golden.tensor(trace + ".loss");
            float[] norms = run.golden.tensor(trace + ".grad_norm");
            Schedule schedule = run.schedule(trace);
            for (int step = 0; step < losses.length; step++) {
                double loss = learning.learn(run, step);
                if (step == 0 && run.golden.has(trace + ".grad0.classifier.weight")) {
                    assertFirstGradients(run, trace);
                }
                double norm = run.optimizer.step(schedule.at(step), 1);

                assertThat(loss)
                        .as("loss of step %d", step)
                        .isCloseTo(losses[step], within(1e-4 + 1e-4 * losses[step]));
                assertThat(norm)
                        .as("norm of the gradients of step %d", step)
                        .isCloseTo(norms[step], within(1e-4 + 1e-4 * norms[step]));
            }
            run.assertFinalWeights(trace);
        }
    }

    private static void assertFirstGradients(Run run, String trace) {
        run.parameters
                .tensors()
                .forEach((name, tensor) -> run.golden.assertClose(
                        trace + ".grad0." + name, tensor.gradient().orElseThrow()));
    }

    private static double pointwise(Run run, int step) {
        return run.learn("pointwise", step, new BinaryCrossEntropy(), run.targets("pointwise.labels", step, 8));
    }

    @Test
    void pointwise_binary_cross_entropy() {
        reproduces("pointwise", TrainingTracesTest::pointwise);
    }

    @Test
    void listwise_softmax_cross_entropy() {
        double[] relevant = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0};
        ListLoss loss = new SoftmaxCrossEntropy().over(LIST, LIST);

        reproduces("listwise_softmax", (run, step) -> run.learn("listwise", step, loss, relevant));
    }

    @Test
    void pairwise_rank_net() {
        ListLoss loss = new RankNet().over(LIST, LIST);

        reproduces(
                "listwise_ranknet",
                (run, step) ->
                        run.learn("listwise", step, loss, run.targets("listwise.target_scores", step, 2 * LIST)));
    }

    @Test
    void info_nce_of_vectors() {
        InfoNce loss = new InfoNce(0.05);

        reproduces("infonce", (run, step) -> {
            try (VectorPass queries = run.vectors("infonce.query", step);
                    VectorPass documents = run.vectors("infonce.document", step)) {
                float[][] q = queries.vectors();
                float[][] d = documents.vectors();
                float[][] slopeOfQ = new float[q.length][q[0].length];
                float[][] slopeOfD = new float[d.length][d[0].length];
                double value = loss.at(q, d, slopeOfQ, slopeOfD);
                queries.backward(slopeOfQ);
                documents.backward(slopeOfD);
                return value;
            }
        });
    }

    @Test
    void a_run_that_was_interrupted_ends_at_the_same_bits(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("run.safetensors");
        int steps = 12;
        try (Run straight = new Run();
                Run before = new Run();
                Run after = new Run()) {
            Schedule schedule = straight.schedule("pointwise");
            for (int step = 0; step < steps; step++) {
                pointwise(straight, step);
                straight.optimizer.step(schedule.at(step), 1);
            }
            for (int step = 0; step < 5; step++) {
                pointwise(before, step);
                before.optimizer.step(schedule.at(step), 1);
            }
            Snapshot.write(file, before.optimizer, 5);

            for (int step = (int) Snapshot.read(file, after.optimizer); step < steps; step++) {
                pointwise(after, step);
                after.optimizer.step(schedule.at(step), 1);
            }

            straight.parameters
                    .tensors()
                    .forEach((name, tensor) -> assertThat(
                                    after.parameters.tensors().get(name).floats())
                            .as(name)
                            .isEqualTo(tensor.floats()));
        }
    }

    @Test
    void masks_keep_what_is_frozen_to_the_bit() {
        String name = "bert.encoder.layer.0.intermediate.dense.weight";
        long[] chosen = {0, 17, 64, 2047};
        try (Run run = new Run(Map.of(name, chosen))) {
            float[] start = run.parameters.tensors().get(name).floats();
            for (int step = 0; step < 5; step++) {
                pointwise(run, step);
                run.optimizer.step(1, 1);
            }

            float[] end = run.parameters.tensors().get(name).floats();
            for (int i = 0; i < start.length; i++) {
                boolean trained = Arrays.binarySearch(chosen, i) >= 0;
                assertThat(end[i] == start[i]).as("element %d stays", i).isEqualTo(!trained);
            }
        }
    }

    @Test
    void a_batch_in_parts_learns_what_the_whole_does() {
        try (Run whole = new Run();
                Run parts = new Run()) {
            double loss = pointwise(whole, 3);
            double norm = whole.optimizer.step(1, 1);
            double[] labels = parts.targets("pointwise.labels", 3, 8);
            TokenBatch batch = parts.batch("pointwise", 3);
            List<TrainStep.Part> three = new ArrayList<>();
            for (Batches.Part part : new Batches(8, 8, 3).parts(0)) {
                TokenBatch some = TokenBatch.of(
                        batch.sequences().subList(part.from(), part.to()),
                        types(batch).subList(part.from(), part.to()));
                double[] own = Arrays.copyOfRange(labels, part.from(), part.to());
                three.add(new TrainStep.Part(
                        () -> TorchPass.of(Mode.TRAIN, 0, () -> parts.model.logits(some)),
                        (scores, gradient) -> new BinaryCrossEntropy().at(scores, own, gradient),
                        part.weight()));
            }

            TrainStep.Taken taken = TrainStep.take(three, parts.optimizer, 1, 1);

            assertThat(taken.loss()).isCloseTo(loss, within(1e-6));
            assertThat(taken.norm()).isCloseTo(norm, within(1e-6));
        }
    }

    private static List<int[]> types(TokenBatch batch) {
        int[] all = batch.types();
        return batch.packing().segments().stream()
                .map(segment -> Arrays.copyOfRange(all, segment.from(), segment.to()))
                .toList();
    }
}
