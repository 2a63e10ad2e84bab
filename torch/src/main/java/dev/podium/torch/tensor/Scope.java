package dev.podium.torch.tensor;

import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;

/**
 * Frees the tensors that were made within it on this thread, but those that it was told to keep.
 *
 * <p>Native memory is not the garbage collector's: a forward pass makes thousands of tensors in a second and the heap hardly
 * notices. So every step of a calculation runs in a scope, and what leaves the step is kept by name:
 *
 * <pre>{@code
 * static Tensor norm(Tensor x) {
 *     try (Scope scope = Scope.open()) {
 *         return scope.keep(x.times(x).sum(-1, true).sqrt());
 *     }
 * }
 * }</pre>
 *
 * <p>Scopes nest, and belong to the thread that opened them.
 *
 * @since 0.1.0
 */
public final class Scope implements AutoCloseable {

    private final @Nullable PointerScope outer;
    private final PointerScope inner;

    private Scope(@Nullable PointerScope outer, PointerScope inner) {
        this.outer = outer;
        this.inner = inner;
    }

    /** Begins a scope. */
    public static Scope open() {
        Native.load();
        PointerScope outer = PointerScope.getInnerScope();
        return new Scope(outer, new PointerScope());
    }

    /**
     * Hands a tensor to the scope around this one; where there is none, to the caller, who closes it.
     *
     * @param tensor made in this scope
     * @return the same
     */
    public Tensor keep(Tensor tensor) {
        handOver(tensor.pointer());
        return tensor;
    }

    /** Hands several tensors over; see {@link #keep(Tensor)}. */
    public void keep(Tensor... tensors) {
        for (Tensor tensor : tensors) {
            keep(tensor);
        }
    }

    private void handOver(Pointer pointer) {
        if (outer == null) {
            pointer.retainReference();
        } else {
            outer.attach(pointer);
        }
        inner.detach(pointer);
    }

    /** Takes a tensor out of every scope: it lives until it is closed. For weights and caches. */
    static Tensor pin(Tensor tensor) {
        PointerScope around = PointerScope.getInnerScope();
        tensor.pointer().retainReference();
        if (around != null) {
            around.detach(tensor.pointer());
        }
        return tensor;
    }

    @Override
    public void close() {
        inner.close();
    }
}
