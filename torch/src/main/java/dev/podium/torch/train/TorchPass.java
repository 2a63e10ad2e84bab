package dev.podium.torch.train;

import dev.podium.model.train.Mode;
import dev.podium.model.train.Pass;
import dev.podium.torch.tensor.Tensor;
import java.util.function.Supplier;

/**
 * A forward pass of a network, whose scores take their gradient back.
 *
 * <p>What backward needs hangs on the scores, natively; the tensors between are freed from here as after any forward pass.
 *
 * @since 0.1.0
 */
public final class TorchPass implements Pass {

    private final OpenOutput output;

    TorchPass(OpenOutput output) {
        this.output = output;
    }

    /**
     * Runs a forward pass.
     *
     * @param mode in {@link Mode#TRAIN} dropout drops
     * @param seed of what dropout drops, another one for each pass
     * @param scores any shape; read row after row
     */
    public static TorchPass of(Mode mode, long seed, Supplier<Tensor> scores) {
        return new TorchPass(OpenOutput.of(mode, seed, scores));
    }

    /**
     * Runs a forward pass to learn from that keeps little: layers are run again when their gradient is due.
     *
     * @param seed of what dropout drops, another one for each pass
     * @param scores any shape; read row after row
     */
    public static TorchPass recomputing(long seed, Supplier<Tensor> scores) {
        return new TorchPass(OpenOutput.recomputing(seed, scores));
    }

    @Override
    public double[] scores() {
        return output.tensor().doubles();
    }

    @Override
    public int size() {
        return Math.toIntExact(output.tensor().elements());
    }

    @Override
    public void backward(double[] gradient) {
        float[] narrow = new float[gradient.length];
        for (int i = 0; i < narrow.length; i++) {
            narrow[i] = (float) gradient[i];
        }
        output.backward(narrow);
    }

    @Override
    public void close() {
        output.close();
    }
}
