package dev.podium.torch.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Numbers in a block of any number of dimensions, in native memory, with what is calculated of them.
 *
 * <p>Every method makes a new tensor and leaves this one as it is, but those whose name ends in {@code InPlace}. Dimensions count
 * from 0, or from the end with -1. Shapes broadcast as everywhere in the field: a size of 1 is repeated. Where a calculation does
 * not fit, libtorch's own message says which sizes met.
 *
 * <p>Made within a {@link Scope}, which frees it. Not for several threads at once.
 *
 * @since 0.1.0
 */
public final class Tensor implements AutoCloseable {

    private final org.bytedeco.pytorch.Tensor tensor;

    Tensor(org.bytedeco.pytorch.Tensor tensor) {
        this.tensor = tensor;
    }

    org.bytedeco.pytorch.Tensor pointer() {
        return tensor;
    }

    private static Tensor of(org.bytedeco.pytorch.Tensor tensor) {
        return new Tensor(tensor);
    }

    // ---------------------------------------------------------------- what it is

    /** The sizes, outermost first. */
    public long[] shape() {
        long[] shape = new long[rank()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = tensor.size(i);
        }
        return shape;
    }

    /** The size of a dimension. */
    public int size(int dim) {
        return Math.toIntExact(tensor.size(dim));
    }

    /** The number of dimensions. */
    public int rank() {
        return (int) tensor.dim();
    }

    /** How many numbers. */
    public long elements() {
        return tensor.numel();
    }

    /** What the numbers are. */
    public Kind kind() {
        return Kind.of(tensor.scalar_type());
    }

    /** Where it lies. */
    public Device device() {
        return Device.of(tensor.device());
    }

    // ---------------------------------------------------------------- the numbers

    /** All numbers as float32, row after row. */
    public float[] floats() {
        try (Scope _ = Scope.open()) {
            MemorySegment bytes = on(Kind.FLOAT32).bytes();
            float[] floats = new float[Math.toIntExact(elements())];
            MemorySegment.copy(bytes, ValueLayout.JAVA_FLOAT_UNALIGNED, 0, floats, 0, floats.length);
            return floats;
        }
    }

    /** All numbers as float64, row after row. */
    public double[] doubles() {
        try (Scope _ = Scope.open()) {
            MemorySegment bytes = on(Kind.FLOAT64).bytes();
            double[] doubles = new double[Math.toIntExact(elements())];
            MemorySegment.copy(bytes, ValueLayout.JAVA_DOUBLE_UNALIGNED, 0, doubles, 0, doubles.length);
            return doubles;
        }
    }

    /** All numbers as whole ones, row after row. */
    public long[] longs() {
        try (Scope _ = Scope.open()) {
            MemorySegment bytes = on(Kind.INT64).bytes();
            long[] longs = new long[Math.toIntExact(elements())];
            MemorySegment.copy(bytes, ValueLayout.JAVA_LONG_UNALIGNED, 0, longs, 0, longs.length);
            return longs;
        }
    }

    private Tensor on(Kind kind) {
        return to(Device.CPU).to(kind).contiguous();
    }

    /** The only number of a tensor that has one. */
    public double item() {
        return tensor.item_double();
    }

    /** The memory itself, of a contiguous tensor on the CPU: valid as long as the tensor is. */
    @SuppressWarnings("restricted") // the address and the size come from the same tensor
    public MemorySegment bytes() {
        if (elements() == 0) {
            return MemorySegment.NULL;
        }
        return MemorySegment.ofAddress(tensor.data_ptr().address()).reinterpret(elements() * kind().bytes());
    }

    // ---------------------------------------------------------------- arithmetic

    /** {@code this + other}. */
    public Tensor plus(Tensor other) {
        return of(tensor.add(other.tensor));
    }

    /** {@code this + number}. */
    public Tensor plus(double number) {
        return of(tensor.add(new Scalar(number)));
    }

    /** {@code this - other}. */
    public Tensor minus(Tensor other) {
        return of(tensor.sub(other.tensor));
    }

    /** {@code this * other}, number by number. */
    public Tensor times(Tensor other) {
        return of(tensor.mul(other.tensor));
    }

    /** {@code this * number}. */
    public Tensor times(double number) {
        return of(tensor.mul(new Scalar(number)));
    }

    /** {@code this / other}, number by number. */
    public Tensor over(Tensor other) {
        return of(tensor.div(other.tensor));
    }

    /** {@code this / number}. */
    public Tensor over(double number) {
        return of(tensor.div(new Scalar(number)));
    }

    /** {@code -this}. */
    public Tensor negated() {
        return of(tensor.neg());
    }

    /** {@code this ^ exponent}. */
    public Tensor power(double exponent) {
        return of(tensor.pow(new Scalar(exponent)));
    }

    /** The matrix product, over all leading dimensions. */
    public Tensor matmul(Tensor other) {
        return of(tensor.matmul(other.tensor));
    }

    /** {@code exp(this)}. */
    public Tensor exp() {
        return of(tensor.exp());
    }

    /** The natural logarithm. */
    public Tensor log() {
        return of(tensor.log());
    }

    /** {@code log(exp(this) + exp(other))}, without overflow. */
    public Tensor logAddExp(Tensor other) {
        return of(tensor.logaddexp(other.tensor));
    }

    /** {@code log(1 + this)}. */
    public Tensor log1p() {
        return of(tensor.log1p());
    }

    /** The square root. */
    public Tensor sqrt() {
        return of(tensor.sqrt());
    }

    /** {@code 1 / sqrt(this)}. */
    public Tensor rsqrt() {
        return of(tensor.rsqrt());
    }

    /** The absolute value. */
    public Tensor abs() {
        return of(tensor.abs());
    }

    /** The sine. */
    public Tensor sin() {
        return of(tensor.sin());
    }

    /** The cosine. */
    public Tensor cos() {
        return of(tensor.cos());
    }

    /** The next whole number up. */
    public Tensor ceil() {
        return of(tensor.ceil());
    }

    /** -1, 0 or 1. */
    public Tensor sign() {
        return of(tensor.sign());
    }

    /** The hyperbolic tangent. */
    public Tensor tanh() {
        return of(tensor.tanh());
    }

    /** {@code 1 / (1 + exp(-this))}. */
    public Tensor sigmoid() {
        return of(tensor.sigmoid());
    }

    /** {@code max(this, 0)}. */
    public Tensor relu() {
        return of(torch.relu(tensor));
    }

    /** Each number brought into a range. */
    public Tensor clamp(double least, double greatest) {
        boolean whole = !tensor.is_floating_point();
        Scalar from = whole ? new Scalar((long) least) : new Scalar(least);
        Scalar to = whole ? new Scalar((long) greatest) : new Scalar(greatest);
        return of(tensor.clamp(new ScalarOptional(from), new ScalarOptional(to)));
    }

    /** The greater of two, number by number. */
    public Tensor max(Tensor other) {
        return of(tensor.max(other.tensor));
    }

    /** The smaller of two, number by number. */
    public Tensor min(Tensor other) {
        return of(tensor.min(other.tensor));
    }

    // ---------------------------------------------------------------- along a dimension

    /** The sum along a dimension, which is kept with size 1 or dropped. */
    public Tensor sum(int dim, boolean keep) {
        return of(tensor.sum(new long[] {dim}, keep, new ScalarTypeOptional()));
    }

    /** The sum of all. */
    public Tensor sum() {
        return of(tensor.sum());
    }

    /** The mean along a dimension. */
    public Tensor mean(int dim, boolean keep) {
        return of(tensor.mean(new long[] {dim}, keep, new ScalarTypeOptional()));
    }

    /** The mean of all. */
    public Tensor mean() {
        return of(tensor.mean());
    }

    /** The greatest along a dimension. */
    public Tensor max(int dim, boolean keep) {
        return of(tensor.amax(new long[] {dim}, keep));
    }

    /** Where the greatest along a dimension is; the first of equals. */
    public Tensor argmax(int dim) {
        return of(tensor.argmax(new LongOptional(dim), false));
    }

    /** The running sum along a dimension. */
    public Tensor cumsum(int dim) {
        return of(tensor.cumsum(dim));
    }

    /** Probabilities along a dimension. */
    public Tensor softmax(int dim) {
        return of(torch.softmax(tensor, dim));
    }

    /** Natural logarithms of probabilities along a dimension. */
    public Tensor logSoftmax(int dim) {
        return of(torch.log_softmax(tensor, dim));
    }

    /** {@code log(sum(exp(this)))} along a dimension. */
    public Tensor logSumExp(int dim, boolean keep) {
        return of(tensor.logsumexp(new long[] {dim}, keep));
    }

    /** The indices that would sort a dimension, greatest first; equals in their order. */
    public Tensor argsortDescending(int dim) {
        return of(tensor.sort(new BoolOptional(true), dim, true).get1());
    }

    // ---------------------------------------------------------------- shape

    /** The same numbers in another shape; one size may be -1. */
    public Tensor reshape(long... shape) {
        return of(tensor.reshape(shape));
    }

    /** Two dimensions exchanged. */
    public Tensor transpose(int a, int b) {
        return of(tensor.transpose(a, b));
    }

    /** The dimensions in another order. */
    public Tensor permute(long... dims) {
        return of(tensor.permute(dims));
    }

    /** A new dimension of size 1. */
    public Tensor unsqueeze(int dim) {
        return of(tensor.unsqueeze(dim));
    }

    /** Without a dimension of size 1. */
    public Tensor squeeze(int dim) {
        return of(tensor.squeeze(dim));
    }

    /** Dimensions of size 1 repeated to these sizes; -1 leaves one as it is. No number is copied. */
    public Tensor expand(long... shape) {
        return of(tensor.expand(shape));
    }

    /** Each entry of a dimension repeated so many times, side by side. */
    public Tensor repeatEach(int times, int dim) {
        return of(tensor.repeat_interleave(times, new LongOptional(dim), new LongOptional()));
    }

    /** The same in one block of memory. */
    public Tensor contiguous() {
        return of(tensor.contiguous());
    }

    /** The same numbers in memory of their own. */
    public Tensor copy() {
        return of(tensor.clone());
    }

    /** The part of a dimension from one index up to another, which is not in it. A view: no number is copied. */
    public Tensor slice(int dim, long from, long to) {
        return of(tensor.narrow(dim, from, to - from));
    }

    /** One entry of a dimension, which is dropped. */
    public Tensor select(int dim, long index) {
        return of(tensor.select(dim, index));
    }

    /** A dimension turned around. */
    public Tensor flip(int dim) {
        return of(tensor.flip(dim));
    }

    /** All runs of so many neighbours of a dimension, each a row of a new last dimension. A view: no number is copied. */
    public Tensor windows(int dim, int size) {
        return of(tensor.unfold(dim, size, 1));
    }

    // ---------------------------------------------------------------- choice

    /** Entries of a dimension by a vector of indices. */
    public Tensor pick(int dim, Tensor indices) {
        return of(tensor.index_select(dim, indices.tensor));
    }

    /** Entries of a dimension, each place by its own index. */
    public Tensor gather(int dim, Tensor indices) {
        return of(tensor.gather(dim, indices.tensor));
    }

    /** A number wherever the mask is true. */
    public Tensor maskedFill(Tensor mask, double number) {
        return of(tensor.masked_fill(mask.tensor, new Scalar(number)));
    }

    /** Wherever this mask is true the one, else the other. */
    public Tensor choose(Tensor yes, Tensor no) {
        return of(torch.where(tensor, yes.tensor, no.tensor));
    }

    /** Where equal to a number. */
    public Tensor equalTo(double number) {
        return of(tensor.eq(new Scalar(number)));
    }

    /** Where equal to another. */
    public Tensor equalTo(Tensor other) {
        return of(tensor.eq(other.tensor));
    }

    /** Where less than another. */
    public Tensor lessThan(Tensor other) {
        return of(tensor.lt(other.tensor));
    }

    /** Where less than a number. */
    public Tensor lessThan(double number) {
        return of(tensor.lt(new Scalar(number)));
    }

    /** Where both masks are true. */
    public Tensor and(Tensor other) {
        return of(tensor.logical_and(other.tensor));
    }

    /** Where either mask is true. */
    public Tensor or(Tensor other) {
        return of(tensor.logical_or(other.tensor));
    }

    /** Where the mask is not true. */
    public Tensor not() {
        return of(tensor.logical_not());
    }

    // ---------------------------------------------------------------- where and what

    /** The numbers as another kind; itself if they are. */
    public Tensor to(Kind kind) {
        return kind() == kind ? this : of(tensor.to(kind.scalar));
    }

    /** On another device; itself if it is there. */
    public Tensor to(Device device) {
        return device().equals(device) ? this : of(tensor.to(device.pointer(), kind().scalar));
    }

    // ---------------------------------------------------------------- in place

    /** Adds another to this one. */
    public Tensor addInPlace(Tensor other) {
        tensor.add_(other.tensor);
        return this;
    }

    /** Adds a multiple of another to this one. */
    public Tensor addInPlace(Tensor other, double factor) {
        tensor.add_(other.tensor, new Scalar(factor));
        return this;
    }

    /** Adds the product of two others to this one. */
    public Tensor addProductInPlace(Tensor a, Tensor b) {
        tensor.addcmul_(a.tensor, b.tensor);
        return this;
    }

    /** Moves this one towards another: by nothing where the weight is 0, all the way where it is 1. */
    public Tensor moveInPlace(Tensor towards, Tensor weight) {
        tensor.lerp_(towards.tensor, weight.tensor);
        return this;
    }

    /** Multiplies this one by a number. */
    public Tensor timesInPlace(double number) {
        tensor.mul_(new Scalar(number));
        return this;
    }

    /** Sets this one's numbers to those of another of its shape. */
    public Tensor setInPlace(Tensor other) {
        tensor.copy_(other.tensor);
        return this;
    }

    /** Sets all numbers to one. */
    public Tensor fillInPlace(double number) {
        tensor.fill_(new Scalar(number));
        return this;
    }

    /** Sets the places of flat indices to these numbers. */
    public Tensor putInPlace(Tensor flatIndices, Tensor numbers) {
        tensor.put_(flatIndices.tensor, numbers.tensor);
        return this;
    }

    /** Whether its numbers lie where another's do. */
    public boolean sharesMemoryWith(Tensor other) {
        return tensor.data_ptr().address() == other.tensor.data_ptr().address();
    }

    /**
     * Takes the numbers of another of its shape for its own, wherever this tensor is held; nothing is copied.
     *
     * @return the numbers so far, outside every scope, to be put back or closed
     */
    public Tensor exchange(Tensor numbers) {
        if (!Arrays.equals(shape(), numbers.shape()) || kind() != numbers.kind()) {
            throw new IllegalArgumentException(
                    "%s cannot take the numbers of %s: shape and kind must be the same.".formatted(this, numbers));
        }
        Tensor former = of(tensor.detach()).pinned();
        tensor.set_data(numbers.tensor);
        return former;
    }

    // ---------------------------------------------------------------- gradients

    /** From here on, gradients with respect to this tensor are wanted, or not. A leaf only. */
    public Tensor wantGradient(boolean wanted) {
        tensor.set_requires_grad(wanted);
        return this;
    }

    /** Whether a gradient with respect to it is wanted, or flows through it. */
    public boolean wantsGradient() {
        return tensor.requires_grad();
    }

    /** The gradient that {@link #backward} left, the numbers themselves; empty if there is none. */
    public Optional<Tensor> gradient() {
        org.bytedeco.pytorch.Tensor gradient = tensor.grad();
        return gradient.defined() ? Optional.of(of(gradient)) : Optional.empty();
    }

    /** Forgets the gradient. */
    public void forgetGradient() {
        org.bytedeco.pytorch.Tensor gradient = tensor.mutable_grad();
        gradient.reset();
    }

    /**
     * Adds to the gradient of every leaf beneath this tensor.
     *
     * @param gradient with respect to this tensor, in its shape
     */
    public void backward(Tensor gradient) {
        tensor.backward(gradient.tensor, new BoolOptional(), false, new TensorArrayRefOptional());
    }

    /** The same tensor once more, with a life of its own. */
    public Tensor alias() {
        return of(new org.bytedeco.pytorch.Tensor(tensor));
    }

    /** Whether another one is the same tensor, not one of equal numbers. */
    public boolean isSameAs(Tensor other) {
        return tensor.is_same(other.tensor);
    }

    /** The same numbers, through which no gradient flows. */
    public Tensor detached() {
        return of(tensor.detach());
    }

    // ---------------------------------------------------------------- life

    /** Takes it out of every scope, so that it lives until it is closed: for weights and caches. */
    public Tensor pinned() {
        return Scope.pin(this);
    }

    /** Frees it; a scope does so by itself. */
    @Override
    public void close() {
        Pointer pointer = tensor;
        if (!pointer.isNull() && !pointer.releaseReference()) {
            pointer.deallocate();
        }
    }

    @Override
    public String toString() {
        return "Tensor" + Arrays.toString(shape()) + " of " + kind();
    }
}
