package dev.podium.torch.train;

import dev.podium.torch.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What every model here that learns has in it: the optimiser of its weights, and the count that its chances follow from.
 *
 * @since 0.1.0
 */
final class TorchLearner implements AutoCloseable {

    private final AdamW optimizer;
    private final long seed;
    private final long trained;
    private long step;
    private int passes;

    /**
     * @param parameters by full name; those that want gradients move
     * @param elements of some parameters, flat indices of what moves
     * @param seed of every chance
     */
    TorchLearner(
            SequencedMap<String, Tensor> parameters,
            List<ParameterGroup> groups,
            Map<String, long[]> elements,
            long seed) {
        this.optimizer = AdamW.of(parameters, groups, elements);
        this.seed = seed;
        long sum = 0;
        for (var one : parameters.entrySet()) {
            if (one.getValue().wantsGradient()) {
                long[] some = elements.get(one.getKey());
                sum += some == null ? one.getValue().elements() : some.length;
            }
        }
        this.trained = sum;
    }

    /** Numbers that move. */
    long trained() {
        return trained;
    }

    void begin(long number) {
        step = number;
        passes = 0;
    }

    /** Of what the next pass drops. */
    long seedOfPass() {
        // Steps are far apart, and the streams of a pass begin at its seed: neighbours must not be near.
        long mixed = (seed * 0x9E3779B97F4A7C15L + step) * 0xD1342543DE82EF95L + passes++;
        return mixed * 0x2545F4914F6CDD1DL;
    }

    double step(double share, double clip) {
        return optimizer.step(share, clip);
    }

    void forget() {
        optimizer.forgetGradients();
    }

    void keep(Path file, long done) throws IOException {
        Snapshot.write(file, optimizer, done);
    }

    long resume(Path file) throws IOException {
        return Snapshot.read(file, optimizer);
    }

    @Override
    public void close() {
        optimizer.close();
    }
}
