package dev.podium.torch.adapter;

import dev.podium.torch.encoder.Encoder;
import dev.podium.torch.encoder.Joining;
import dev.podium.torch.layer.LayerNorm;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Stacks side by side over the tokens of a batch: each token goes through its own.
 *
 * <p>A query and a document of two languages in one sequence, or sequences of several languages in one batch. {@link #assign} says before
 * each pass which token is whose; attention goes across as ever.
 *
 * <p>Source: the composition Split of AdapterHub, arXiv 2311.11077, section 3.2.
 *
 * @since 0.1.0
 */
public final class Split implements Adapter, Joining {

    private final Encoder encoder;
    private final List<Stack> stacks;
    private @Nullable Joining former;
    private int[] assigned = {};

    private Split(Encoder encoder, List<Stack> stacks) {
        this.encoder = encoder;
        this.stacks = List.copyOf(stacks);
    }

    /** @param stacks of this encoder, none of them laid on by itself */
    public static Split of(Encoder encoder, Stack... stacks) {
        return new Split(encoder, List.of(stacks));
    }

    /**
     * Says which tokens of the next batches go through which stack.
     *
     * @param stacks of each token of the batch, sequences end to end: the number of a stack, or -1 for none
     * @throws IllegalArgumentException if there is no such stack
     */
    public void assign(int... stacks) {
        for (int i = 0; i < stacks.length; i++) {
            if (stacks[i] < -1 || stacks[i] >= this.stacks.size()) {
                throw new IllegalArgumentException("The stack of token %d (%d) must be in [0, %d), or -1 for none."
                        .formatted(i, stacks[i], this.stacks.size()));
            }
        }
        assigned = stacks.clone();
    }

    @Override
    public Tensor embedded(Tensor embeddings) {
        return parted(embeddings, embeddings, (stack, rows) -> stack.embedded(rows.mine));
    }

    @Override
    public Tensor joined(int layer, Place place, Tensor found, Tensor past, LayerNorm norm) {
        return parted(found, past, (way, rows) -> way.joined(layer, place, rows.mine, rows.past, norm));
    }

    private record Rows(Tensor mine, Tensor past) {}

    private Tensor parted(Tensor x, Tensor past, BiFunction<Joining, Rows, Tensor> of) {
        if (assigned.length != x.size(0)) {
            throw new IllegalStateException(
                    "Stacks were assigned to %d tokens, and the batch has %d.\nMaybe call assign before each batch."
                            .formatted(assigned.length, x.size(0)));
        }
        List<Tensor> parts = new ArrayList<>();
        int[] back = new int[assigned.length];
        int done = 0;
        for (int stack = -1; stack < stacks.size(); stack++) {
            int own = stack;
            int[] rows = IntStream.range(0, assigned.length)
                    .filter(i -> assigned[i] == own)
                    .toArray();
            for (int row : rows) {
                back[row] = done++;
            }
            if (rows.length > 0) {
                Tensor picked = Tensors.indices(rows).to(x.device());
                parts.add(of.apply(
                        stack < 0 ? PLAIN : stacks.get(stack), new Rows(x.pick(0, picked), past.pick(0, picked))));
            }
        }
        Tensor all = parts.size() == 1 ? parts.getFirst() : Tensors.cat(parts, 0);
        return all.pick(0, Tensors.indices(back).to(x.device()));
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
