package dev.podium.torch.train;

import dev.podium.model.train.Mode;
import dev.podium.model.train.VectorPass;
import dev.podium.torch.tensor.Tensor;
import java.util.Arrays;
import java.util.function.Supplier;

/**
 * A forward pass of a network, whose vectors take their gradient back.
 *
 * @since 0.1.0
 */
public final class TorchVectorPass implements VectorPass {

    private final OpenOutput output;

    TorchVectorPass(OpenOutput output) {
        this.output = output;
    }

    /**
     * Runs a forward pass.
     *
     * @param mode in {@link Mode#TRAIN} dropout drops
     * @param seed of what dropout drops, another one for each pass
     * @param vectors [text, dimension]
     */
    public static TorchVectorPass of(Mode mode, long seed, Supplier<Tensor> vectors) {
        return new TorchVectorPass(OpenOutput.of(mode, seed, vectors));
    }

    /**
     * Runs a forward pass to learn from that keeps little: layers are run again when their gradient is due.
     *
     * @param seed of what dropout drops, another one for each pass
     * @param vectors [text, dimension]
     */
    public static TorchVectorPass recomputing(long seed, Supplier<Tensor> vectors) {
        return new TorchVectorPass(OpenOutput.recomputing(seed, vectors));
    }

    @Override
    public float[][] vectors() {
        float[] all = output.tensor().floats();
        int width = output.tensor().size(1);
        float[][] vectors = new float[output.tensor().size(0)][];
        for (int i = 0; i < vectors.length; i++) {
            vectors[i] = Arrays.copyOfRange(all, i * width, (i + 1) * width);
        }
        return vectors;
    }

    @Override
    public void backward(float[][] gradient) {
        int width = output.tensor().size(1);
        float[] flat = new float[gradient.length * width];
        for (int i = 0; i < gradient.length; i++) {
            if (gradient[i].length != width) {
                throw new IllegalArgumentException("The gradient of vector %d has %d numbers and must have %d."
                        .formatted(i, gradient[i].length, width));
            }
            System.arraycopy(gradient[i], 0, flat, i * width, width);
        }
        output.backward(flat);
    }

    @Override
    public void close() {
        output.close();
    }
}
