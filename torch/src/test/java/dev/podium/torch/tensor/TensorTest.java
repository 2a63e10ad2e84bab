package dev.podium.torch.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.junit.jupiter.api.Test;

class TensorTest {

    @Test
    void a_row_times_a_column_is_their_sum_of_products() {
        try (Scope _ = Scope.open()) {
            Tensor a = Tensors.of(new float[] {1, 2, 3, 4}, 2, 2);
            Tensor b = Tensors.of(new float[] {5, 6, 7, 8}, 2, 2);

            // 1*5 + 2*7 = 19, 1*6 + 2*8 = 22, 3*5 + 4*7 = 43, 3*6 + 4*8 = 50
            assertThat(a.matmul(b).floats()).containsExactly(19, 22, 43, 50);
        }
    }

    @Test
    void what_is_kept_outlives_its_scope_and_the_rest_does_not() {
        try (Scope outer = Scope.open()) {
            Tensor kept;
            try (Scope inner = Scope.open()) {
                Tensor lost = Tensors.full(2, 1000);
                kept = inner.keep(lost.plus(1));
            }
            assertThat(kept.sum().item()).isEqualTo(3000);
            assertThat(outer).isNotNull();
        }
    }

    @Test
    void a_pinned_tensor_lives_until_it_is_closed() {
        Tensor pinned;
        try (Scope _ = Scope.open()) {
            pinned = Tensors.full(2, 10).pinned();
        }

        assertThat(pinned.sum().item()).isEqualTo(20);
        pinned.close();
        assertThat(pinned.pointer().isNull()).isTrue();
    }

    @Test
    void mapped_memory_is_seen_where_it_lies() {
        try (Arena arena = Arena.ofConfined();
                Scope _ = Scope.open()) {
            MemorySegment memory = arena.allocate(ValueLayout.JAVA_FLOAT, 4);
            Tensor seen = Tensors.mapped(memory, Kind.FLOAT32, 2, 2);

            memory.setAtIndex(ValueLayout.JAVA_FLOAT, 3, 7);

            assertThat(seen.floats()).containsExactly(0, 0, 0, 7);
            assertThatThrownBy(() -> Tensors.mapped(memory, Kind.FLOAT32, 3, 2))
                    .hasMessageContaining("16 bytes")
                    .hasMessageContaining("24");
        }
    }

    @Test
    void attention_to_parts_joined_is_attention_to_the_whole() {
        Torch.seed(1);
        try (Scope _ = Scope.open()) {
            Tensor q = Tensors.normal(1, 4, 5, 8);
            Tensor k = Tensors.normal(1, 2, 9, 8);
            Tensor v = Tensors.normal(1, 2, 9, 8);
            Tensor whole = Functional.attention(q, k, v, Masks.causal(5, 9), false, 0.35);

            PartialAttention prefix = Functional.partialAttention(q, k.slice(2, 0, 4), v.slice(2, 0, 4), false, 0.35);
            PartialAttention own = Functional.partialAttention(q, k.slice(2, 4, 9), v.slice(2, 4, 9), true, 0.35);

            float[] joined = PartialAttention.join(List.of(prefix, own)).floats();
            float[] expected = whole.floats();
            for (int i = 0; i < joined.length; i++) {
                assertThat(joined[i]).isCloseTo(expected[i], within(1e-5f));
            }
        }
    }

    @Test
    void a_gradient_given_flows_back_to_the_leaves() {
        try (Scope _ = Scope.open()) {
            Tensor w = Tensors.of(new float[] {1, 2}, 2).wantGradient(true);
            Tensor y = w.times(w);

            y.backward(Tensors.of(new float[] {1, 10}, 2));

            // dy/dw = 2w, times what was given
            assertThat(w.gradient().orElseThrow().floats()).containsExactly(2, 40);
            w.forgetGradient();
            assertThat(w.gradient()).isEmpty();
        }
    }

    @Test
    void mkl_serves_the_products_where_its_library_came_along() {
        assertThat(Torch.mkl()).isTrue();
        assertThat(Torch.threads()).isPositive();
    }

    @Test
    void a_device_that_is_not_there_is_refused_by_name() {
        assertThat(Device.parse("cpu")).isEqualTo(Device.CPU);
        assertThatThrownBy(() -> Device.parse("cuda:77")).hasMessageContaining("cuda:77");
        assertThatThrownBy(() -> Device.parse("tpu")).hasMessageContaining("tpu");
    }
}
