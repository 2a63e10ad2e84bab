package dev.podium.torch.adapter;

import dev.podium.torch.layer.LayerNorm;
import dev.podium.torch.tensor.Functional;
import dev.podium.torch.tensor.Tensor;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One adapter behind one sublayer: down to a few numbers, bent, up again, added.
 *
 * @param ownNormBefore of the adapter itself, or none
 * @param ownNormAfter of the adapter itself, or none
 */
record BottleneckLayer(
        BottleneckConfig config,
        @Nullable LayerNorm ownNormBefore,
        Tensor down,
        @Nullable Tensor downBias,
        Tensor up,
        @Nullable Tensor upBias,
        @Nullable LayerNorm ownNormAfter) {

    /**
     * @param found by the sublayer, or what the adapter before this one made of it
     * @param past what the sublayer was given
     * @param norm of this place, which Pfeiffer's adapters use twice
     */
    Tensor of(Tensor found, Tensor past, LayerNorm norm) {
        Tensor x = found;
        Tensor residual = found;
        if (config.normBefore()) {
            Tensor sum = found.plus(past);
            residual = config.residualAfterSum() ? sum : found;
            x = norm.of(sum);
        }
        if (!config.residualBeforeNorm()) {
            residual = x;
        }
        Tensor read = ownNormBefore == null ? x : ownNormBefore.of(x);
        Tensor added = Functional.linear(config.activation().of(Functional.linear(read, down, downBias)), up, upBias);
        if (config.scaling() != 1) {
            added = added.times(config.scaling());
        }
        if (ownNormAfter == null) {
            return added.plus(residual);
        }
        return config.residualBeforeOwnNorm()
                ? ownNormAfter.of(added.plus(residual))
                : ownNormAfter.of(added).plus(residual);
    }

    /** What the next sublayer gets. @param made by the last adapter of this place */
    Tensor joined(Tensor made, Tensor past, LayerNorm norm) {
        return config.normAfter() ? norm.of(made.plus(past)) : made;
    }

    Stream<Tensor> tensors() {
        return Stream.of(
                        ownNormBefore == null ? null : ownNormBefore.weight(),
                        ownNormBefore == null ? null : ownNormBefore.bias(),
                        down,
                        downBias,
                        up,
                        upBias,
                        ownNormAfter == null ? null : ownNormAfter.weight(),
                        ownNormAfter == null ? null : ownNormAfter.bias())
                .filter(Objects::nonNull);
    }
}
