package dev.podium.torch.adapter;

import dev.podium.torch.encoder.Encoder;
import dev.podium.torch.encoder.Joining;
import dev.podium.torch.layer.LayerNorm;
import dev.podium.torch.tensor.Tensor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Bottlenecks one upon the other in an encoder: a language's, then a task's.
 *
 * <p>Where one has no part it is passed by. On the embeddings the first one counts, if it has a part there, as in AdapterHub. Does not
 * own its parts: they may be in several stacks.
 *
 * @since 0.1.0
 */
public final class Stack implements Adapter, Joining {

    private final Encoder encoder;
    private final List<Bottleneck> parts;
    private @Nullable Joining former;

    private Stack(Encoder encoder, List<Bottleneck> parts) {
        this.encoder = encoder;
        this.parts = List.copyOf(parts);
    }

    /** @param parts the one nearest to the sublayer first */
    public static Stack of(Encoder encoder, Bottleneck... parts) {
        return new Stack(encoder, List.of(parts));
    }

    @Override
    public Tensor embedded(Tensor embeddings) {
        Invertible invertible = parts.isEmpty() ? null : parts.getFirst().invertible();
        return invertible == null ? embeddings : invertible.of(embeddings);
    }

    @Override
    public Tensor joined(int layer, Place place, Tensor found, Tensor past, LayerNorm norm) {
        Tensor made = found;
        BottleneckLayer last = null;
        for (Bottleneck part : parts) {
            BottleneckLayer at = part.at(layer, place);
            if (at != null) {
                made = at.of(made, past, norm);
                last = at;
            }
        }
        return last == null ? PLAIN.joined(layer, place, found, past, norm) : last.joined(made, past, norm);
    }

    @Override
    public void lay() {
        if (former == null) {
            former = encoder.join(this);
        }
    }

    @Override
    public void lift() {
        if (former != null) {
            encoder.join(former);
            former = null;
        }
    }

    @Override
    public void close() {
        lift();
    }
}
