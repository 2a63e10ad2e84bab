package dev.podium.torch.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.file.BadDataException;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import dev.podium.torch.tensor.Torch;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(OneThread.class)
class SnapshotTest {

    private static final List<ParameterGroup> GROUPS = ParameterGroup.usual(0.01, 0.1);
    private static final Map<String, long[]> ELEMENTS = Map.of("some.weight", new long[] {0, 5, 7});

    private static SequencedMap<String, Tensor> parameters() {
        Torch.seed(3);
        SequencedMap<String, Tensor> parameters = new LinkedHashMap<>();
        for (String name : List.of("all.weight", "all.bias", "some.weight", "never.weight")) {
            parameters.put(name, Tensors.normal(4, 4).wantGradient(true));
        }
        return parameters;
    }

    /** Steps whose gradients depend on the weights, so that any difference grows. */
    private static void steps(SequencedMap<String, Tensor> parameters, AdamW optimizer, int from, int to) {
        for (int step = from; step < to; step++) {
            Tensor x = parameters
                    .get("all.weight")
                    .matmul(parameters.get("some.weight").sin());
            x = x.plus(parameters.get("all.bias")).tanh().sum().times(step + 1);
            x.backward(Tensors.full(1));
            optimizer.step(1.0 / (step + 1), 1);
        }
    }

    @Test
    void a_run_that_goes_on_is_bit_equal_to_one_that_was_not_interrupted(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("run.safetensors");
        try (Scope _ = Scope.open()) {
            var straight = parameters();
            var before = parameters();
            var after = parameters();
            try (AdamW one = AdamW.of(straight, GROUPS, ELEMENTS);
                    AdamW two = AdamW.of(before, GROUPS, ELEMENTS);
                    AdamW three = AdamW.of(after, GROUPS, ELEMENTS)) {
                steps(straight, one, 0, 20);
                steps(before, two, 0, 7);
                Snapshot.write(file, two, 7);
                steps(after, three, 0, 3);

                long step = Snapshot.read(file, three);
                steps(after, three, (int) step, 20);

                assertThat(step).isEqualTo(7);
                straight.forEach((name, tensor) ->
                        assertThat(after.get(name).floats()).as(name).isEqualTo(tensor.floats()));
            }
        }
    }

    @Test
    void refuses_the_snapshot_of_another_run(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("run.safetensors");
        try (Scope _ = Scope.open()) {
            var parameters = parameters();
            var others = parameters();
            others.remove("never.weight");
            try (AdamW one = AdamW.of(parameters, GROUPS, ELEMENTS);
                    AdamW fewer = AdamW.of(others, GROUPS);
                    AdamW whole = AdamW.of(parameters, GROUPS)) {
                steps(parameters, one, 0, 1);
                Snapshot.write(file, one, 1);

                assertThatThrownBy(() -> Snapshot.read(file, fewer))
                        .isInstanceOf(BadDataException.class)
                        .hasMessageContaining("The weights that it keeps (4) must be those that are trained (3)");
                assertThatThrownBy(() -> Snapshot.read(file, whole))
                        .isInstanceOf(BadDataException.class)
                        .hasMessageContaining("It must keep \"exp_avg.some.weight\" in the shape [4, 4]");
            }
        }
    }
}
