package dev.podium.torch.train;

import dev.podium.model.train.TrainableModel;
import dev.podium.torch.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SequencedMap;

/**
 * A network that learns, put together: what it can be pulled at, and what moves it.
 *
 * @param name what it was opened from
 * @param readOut what it can be pulled at
 * @param network its files and parameters, closed last
 */
record LearningModel(String name, TorchLearner learner, Object readOut, AutoCloseable network)
        implements TrainableModel {

    /** What moves, by name. */
    SequencedMap<String, Tensor> parameters() {
        return learner.moving().tensors();
    }

    @Override
    public long trained() {
        return learner.trained();
    }

    @Override
    public <C> C as(Class<C> capability) {
        if (capability.isInstance(readOut)) {
            return capability.cast(readOut);
        }
        throw new UnsupportedOperationException(
                "%s learns as a %s, and %s was asked for.\nMaybe open it with another head."
                        .formatted(name, readOut.getClass().getSimpleName(), capability.getSimpleName()));
    }

    @Override
    public void begin(long step) {
        learner.begin(step);
    }

    @Override
    public double step(double share, double clip) {
        return learner.step(share, clip);
    }

    @Override
    public void forget() {
        learner.forget();
    }

    @Override
    public boolean rewind() {
        return learner.rewind();
    }

    @Override
    public void keep(Path file, long step) throws IOException {
        learner.keep(file, step);
    }

    @Override
    public long resume(Path file) throws IOException {
        return learner.resume(file);
    }

    @Override
    public void write(Path folder) throws IOException {
        learner.moving().write(folder);
    }

    @Override
    public void close() {
        learner.close();
        try {
            network.close();
        } catch (Exception e) {
            throw new IllegalStateException("The model %s does not close.".formatted(name), e);
        }
    }
}
