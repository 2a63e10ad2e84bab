package dev.podium.torch.layer;

import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Saves memory for time: of a network's parts only the inputs are kept, and each part is run again when its gradient is due.
 *
 * <p>A forward pass to learn from keeps every number that lies between, a hundred times what goes from layer to layer. Run within {@link
 * #during}, a part that goes through {@link #of} keeps nothing inside; backward then goes part by part from the last one, running each
 * again to have its inside once. It costs one more forward pass. What dropout dropped it drops again.
 *
 * <p>Source: Chen et al., arXiv 1604.06174, section 4, with a segment for each part.
 *
 * @since 0.1.0
 */
public final class Recomputation implements AutoCloseable {

    private static final ScopedValue<Recomputation> CURRENT = ScopedValue.newInstance();

    /**
     * A part that was run.
     *
     * @param whole what was given, with all that led to it; none where that was a part itself
     * @param input the same as the leaf of a graph
     * @param output what came out, as the leaf of the next graph
     */
    private record Part(
            @Nullable Tensor whole,
            Tensor input,
            Tensor output,
            UnaryOperator<Tensor> function,
            Dropout.@Nullable Streams streams) {}

    private final List<Part> parts = new ArrayList<>();

    /** Runs a forward pass whose parts are going to be run again. */
    public <T> T during(Supplier<T> forward) {
        return ScopedValue.where(CURRENT, this).call(forward::get);
    }

    /** Whether the pass that is running wants its parts so. */
    public static boolean isOn() {
        return CURRENT.isBound();
    }

    /**
     * Runs a part of the pass, keeping its input alone.
     *
     * @param function of the input and weights only: anything else it uses must be there when it is run again
     * @return in the scope of the caller
     */
    public static Tensor of(Tensor x, UnaryOperator<Tensor> function) {
        return CURRENT.get().run(x, function);
    }

    private Tensor run(Tensor x, UnaryOperator<Tensor> function) {
        Part last = parts.isEmpty() ? null : parts.getLast();
        boolean follows = last != null && last.output().isSameAs(x);
        Tensor input =
                last != null && follows ? last.output() : x.detached().pinned().wantGradient(true);
        Dropout.Streams streams = Dropout.fromHere();
        try (Scope scope = Scope.open()) {
            Tensor output;
            try (Torch.Guard _ = Torch.withoutGradients()) {
                output = function.apply(input).detached().pinned();
            }
            output.wantGradient(true);
            parts.add(new Part(follows ? null : x.alias().pinned(), input, output, function, streams));
            return scope.keep(output.alias());
        }
    }

    /** Takes the gradient that backward left at the end of the last part through all of them to their beginning. */
    public void backward() {
        for (Part part : parts.reversed()) {
            try (Scope _ = Scope.open()) {
                part.output().gradient().ifPresent(gradient -> {
                    again(part).backward(gradient);
                    part.output().forgetGradient();
                });
                if (part.whole() != null && part.whole().wantsGradient()) {
                    part.input().gradient().ifPresent(part.whole()::backward);
                }
            }
        }
    }

    private static Tensor again(Part part) {
        return part.streams() == null
                ? part.function().apply(part.input())
                : Dropout.during(part.streams(), () -> part.function().apply(part.input()));
    }

    @Override
    public void close() {
        for (Part part : parts) {
            if (part.whole() != null) {
                part.whole().close();
                part.input().close();
            }
            part.output().close();
        }
        parts.clear();
    }
}
