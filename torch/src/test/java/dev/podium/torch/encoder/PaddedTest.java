package dev.podium.torch.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.podium.torch.layer.Dropout;
import dev.podium.torch.layer.Packing;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import dev.podium.torch.tensor.Torch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaddedTest {

    private static final int HEADS = 3;
    private static final int WIDTH = 8;
    private static final double SCALE = 0.35;
    private static final Packing PACKING = Packing.of(1, 5, 5, 16, 17, 31, 32, 33);

    @Test
    void filled_up_sequences_find_what_each_length_finds_by_itself() {
        try (Scope _ = Scope.open()) {
            Torch.seed(5);
            Tensor q = Tensors.normal(PACKING.tokens(), HEADS, WIDTH);
            Tensor k = Tensors.normal(PACKING.tokens(), HEADS, WIDTH);
            Tensor v = Tensors.normal(PACKING.tokens(), HEADS, WIDTH);

            assertThat(together(q, k, v).floats())
                    .containsExactly(byLength(q, k, v).floats(), within(1e-5f));
        }
    }

    @Test
    void nothing_goes_backward_through_the_filling() {
        try (Scope _ = Scope.open()) {
            Torch.seed(6);
            Tensor first = Tensors.normal(PACKING.tokens(), HEADS, WIDTH).wantGradient(true);
            Tensor second = first.detached().copy().wantGradient(true);

            together(first, first, first).sum().backward(Tensors.full(1));
            byLength(second, second, second).sum().backward(Tensors.full(1));

            assertThat(first.gradient().orElseThrow().floats())
                    .containsExactly(second.gradient().orElseThrow().floats(), within(1e-4f));
        }
    }

    @Test
    void there_are_as_many_lengths_as_multiples_of_sixteen() {
        try (Scope _ = Scope.open()) {
            assertThat(Padded.of(PACKING, Device.CPU))
                    .extracting(Padded::length)
                    .containsExactly(16, 32, 48);
        }
    }

    private static Tensor together(Tensor q, Tensor k, Tensor v) {
        List<Tensor> found = new ArrayList<>();
        for (Padded padded : Padded.of(PACKING, Device.CPU)) {
            found.add(padded.attended(q, k, v, SCALE));
        }
        return Tensors.cat(found, 0);
    }

    private static Tensor byLength(Tensor q, Tensor k, Tensor v) {
        List<Packing.Group> groups = PACKING.groups();
        List<Sight> sights = Sight.of(groups, Integer.MAX_VALUE, false, Device.CPU);
        List<Tensor> found = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            Packing.Group group = groups.get(i);
            Tensor attended = new GroupAttention(
                            sequences(q, group),
                            sequences(k, group),
                            sequences(v, group),
                            null,
                            sights.get(i),
                            Dropout.NONE,
                            SCALE)
                    .attended();
            found.add(attended.transpose(1, 2).reshape((long) group.count() * group.length(), -1));
        }
        return Tensors.cat(found, 0);
    }

    private static Tensor sequences(Tensor x, Packing.Group group) {
        return x.slice(0, group.from(), group.to())
                .reshape(group.count(), group.length(), HEADS, WIDTH)
                .transpose(1, 2);
    }
}
