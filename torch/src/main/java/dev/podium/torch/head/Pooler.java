package dev.podium.torch.head;

import dev.podium.torch.encoder.Encoder;
import dev.podium.torch.encoder.Family;
import dev.podium.torch.layer.Linear;
import dev.podium.torch.layer.Packing;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.List;
import java.util.Optional;

/**
 * One vector for a sequence, of its first token's: the {@code pooler_output} of a bare encoder.
 *
 * @param dense whose hyperbolic tangent it is
 * @since 0.1.0
 */
public record Pooler(Linear dense) {

    /** The one that an encoder's checkpoint has, if it has one. */
    public static Optional<Pooler> of(Encoder encoder) {
        Parameters model = encoder.parameters().atIfThere(encoder.spec().names().model());
        String name = encoder.spec().family() == Family.ALBERT ? "pooler" : "pooler.dense";
        return model.has(name + ".weight") ? Optional.of(new Pooler(model.head(name))) : Optional.empty();
    }

    /** @param hidden [tokens, width] @return [sequences, width] */
    public Tensor of(Tensor hidden, Packing packing) {
        return dense.of(firsts(hidden, packing)).tanh();
    }

    /** The first token's vector of each sequence. */
    static Tensor firsts(Tensor hidden, Packing packing) {
        int[] firsts =
                packing.segments().stream().mapToInt(Packing.Segment::from).toArray();
        return hidden.pick(0, Tensors.indices(firsts).to(hidden.device()));
    }

    /** The mean over the tokens of each sequence that are shown. */
    static Tensor means(Tensor hidden, Packing packing) {
        List<Tensor> means = packing.segments().stream()
                .map(segment -> hidden.slice(
                                0, segment.from() + segment.firstKey(), (long) segment.from() + segment.lastKey())
                        .mean(0, true))
                .toList();
        return Tensors.cat(means, 0);
    }
}
