package dev.podium.torch.train;

import dev.podium.model.train.Mode;
import dev.podium.model.train.Tuning;
import dev.podium.torch.layer.Noise;
import dev.podium.torch.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What every model here that learns has in it: what moves, the optimiser that moves it, and the count that its chances follow from.
 *
 * <p>What dropout drops, and how embedded tokens are shaken, follow from the seed, the number of the step and that of the pass within it,
 * so that a run which goes on from a step drops what it would have dropped.
 */
final class TorchLearner implements AutoCloseable {

    private final Moving moving;
    private final Tuning tuning;
    private AdamW optimizer;
    private long step;
    private int passes;

    /** @param moving closed with this */
    TorchLearner(Moving moving, Tuning tuning) {
        this.moving = moving;
        this.tuning = tuning;
        KeptPages.ask();
        this.optimizer = optimizer(moving, tuning);
    }

    private static AdamW optimizer(Moving moving, Tuning tuning) {
        return AdamW.of(moving.tensors(), ParameterGroup.usual(tuning.rate(), tuning.decay()), moving.elements());
    }

    /** What moves. */
    Moving moving() {
        return moving;
    }

    /** Numbers that move, at most. */
    long trained() {
        return moving.size();
    }

    void begin(long number) {
        step = number;
        passes = 0;
    }

    /** Runs a forward pass. */
    OpenOutput open(Mode mode, Supplier<Tensor> forward) {
        // One that scores has no chances, but it is counted: which passes there are is the same in a run that goes on.
        long chance = seedOfPass();
        return switch (mode) {
            case INFER -> OpenOutput.of(Mode.INFER, chance, forward);
            case TRAIN -> {
                // Dropout's streams and these draws begin at the same number and have nothing else in common.
                Supplier<Tensor> shaken = () -> Noise.during(tuning.noise(), chance, forward);
                yield tuning.recompute()
                        ? OpenOutput.recomputing(chance, shaken)
                        : OpenOutput.of(Mode.TRAIN, chance, shaken);
            }
        };
    }

    private long seedOfPass() {
        // Steps are far apart, and the streams of a pass begin at its seed: neighbours must not be near.
        long mixed = (tuning.seed() * 0x9E3779B97F4A7C15L + step) * 0xD1342543DE82EF95L + passes++;
        return mixed * 0x2545F4914F6CDD1DL;
    }

    double step(double share, double clip) {
        return optimizer.step(share, clip);
    }

    void forget() {
        optimizer.forgetGradients();
    }

    /** See {@link dev.podium.model.train.TrainableModel#rewind}. */
    boolean rewind() {
        boolean again = moving.rewind();
        if (again) {
            anew();
        }
        return again;
    }

    private void anew() {
        optimizer.forgetGradients();
        optimizer.close();
        optimizer = optimizer(moving, tuning);
    }

    void keep(Path file, long done) throws IOException {
        Snapshot.write(file, optimizer, done);
    }

    long resume(Path file) throws IOException {
        Map<String, long[]> elements = Snapshot.elements(file);
        if (!elements.isEmpty() && moving.elements().isEmpty()) {
            moving.narrow(elements);
            anew();
        }
        return Snapshot.read(file, optimizer);
    }

    @Override
    public void close() {
        optimizer.close();
        moving.close();
    }
}
