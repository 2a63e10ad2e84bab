package dev.podium.torch.tensor;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Makes tensors: of arrays, of one number, of mapped memory, of other tensors.
 *
 * @since 0.1.0
 */
public final class Tensors {

    private Tensors() {}

    private static TensorOptions options(Kind kind) {
        Native.load();
        return new TensorOptions().dtype(new ScalarTypeOptional(kind.scalar));
    }

    /** Memory whose numbers are anything. */
    public static Tensor empty(Kind kind, long... shape) {
        return new Tensor(torch.empty(shape, options(kind), new org.bytedeco.pytorch.MemoryFormatOptional()));
    }

    /** Numbers of an array, row after row. */
    public static Tensor of(float[] numbers, long... shape) {
        Tensor tensor = empty(Kind.FLOAT32, shape);
        fits(tensor, numbers.length);
        MemorySegment.copy(numbers, 0, tensor.bytes(), ValueLayout.JAVA_FLOAT_UNALIGNED, 0, numbers.length);
        return tensor;
    }

    /** Numbers of an array, row after row. */
    public static Tensor of(double[] numbers, long... shape) {
        Tensor tensor = empty(Kind.FLOAT64, shape);
        fits(tensor, numbers.length);
        MemorySegment.copy(numbers, 0, tensor.bytes(), ValueLayout.JAVA_DOUBLE_UNALIGNED, 0, numbers.length);
        return tensor;
    }

    /** Whole numbers of an array, row after row. */
    public static Tensor of(long[] numbers, long... shape) {
        Tensor tensor = empty(Kind.INT64, shape);
        fits(tensor, numbers.length);
        MemorySegment.copy(numbers, 0, tensor.bytes(), ValueLayout.JAVA_LONG_UNALIGNED, 0, numbers.length);
        return tensor;
    }

    /** A vector of indices. */
    public static Tensor indices(int... indices) {
        Tensor tensor = empty(Kind.INT64, indices.length);
        MemorySegment bytes = tensor.bytes();
        for (int i = 0; i < indices.length; i++) {
            bytes.set(ValueLayout.JAVA_LONG_UNALIGNED, 8L * i, indices[i]);
        }
        return tensor;
    }

    private static void fits(Tensor tensor, long numbers) {
        if (tensor.elements() != numbers) {
            throw new IllegalArgumentException(
                    "The numbers (%d) must be as many as the shape of %s says.".formatted(numbers, tensor));
        }
    }

    /** The same number everywhere. */
    public static Tensor full(double number, long... shape) {
        return new Tensor(torch.full(shape, new Scalar(number), options(Kind.FLOAT32)));
    }

    /** Zeros. */
    public static Tensor zeros(Kind kind, long... shape) {
        return new Tensor(torch.zeros(shape, options(kind)));
    }

    /** 0, 1, 2, ... below an end. */
    public static Tensor upTo(long end) {
        return new Tensor(torch.arange(new Scalar(end), options(Kind.INT64)));
    }

    /** Draws of the standard normal distribution, by {@link Torch#seed}. */
    public static Tensor normal(long... shape) {
        return new Tensor(torch.randn(shape, options(Kind.FLOAT32)));
    }

    /**
     * Memory seen as a tensor, where it lies: nothing is copied.
     *
     * @param memory native, of the size that kind and shape say; whoever owns it keeps it as long as the tensor
     */
    public static Tensor mapped(MemorySegment memory, Kind kind, long... shape) {
        TensorOptions options = options(kind);
        Tensor tensor = new Tensor(torch.from_blob(new At(memory.address()), shape, options));
        if (tensor.elements() * kind.bytes() != memory.byteSize()) {
            throw new IllegalArgumentException("The memory (%d bytes) must be what %s needs (%d)."
                    .formatted(memory.byteSize(), tensor, tensor.elements() * kind.bytes()));
        }
        return tensor;
    }

    /** Tensors one after the other along a dimension. */
    public static Tensor cat(List<Tensor> tensors, int dim) {
        return new Tensor(torch.cat(vector(tensors), dim));
    }

    /** Tensors of one shape along a new dimension. */
    public static Tensor stack(List<Tensor> tensors, int dim) {
        return new Tensor(torch.stack(vector(tensors), dim));
    }

    private static TensorVector vector(List<Tensor> tensors) {
        org.bytedeco.pytorch.Tensor[] pointers = new org.bytedeco.pytorch.Tensor[tensors.size()];
        for (int i = 0; i < pointers.length; i++) {
            pointers[i] = tensors.get(i).pointer();
        }
        return new TensorVector(pointers);
    }

    /** An address that JavaCPP takes for a pointer of its own, and never frees. */
    private static final class At extends Pointer {

        At(long address) {
            super((Pointer) null);
            this.address = address;
        }
    }
}
