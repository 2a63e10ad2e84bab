package dev.podium.torch.train;

import dev.podium.model.train.TrainableModel;
import dev.podium.model.train.Tuning;
import dev.podium.text.Tokenizer;
import dev.podium.torch.checkpoint.Checkpoint;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.TensorSource;
import dev.podium.torch.tensor.Device;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** A checkpoint being opened to learn: its files, to be closed with the model that is made of them, or at once where none is. */
final class Opened implements AutoCloseable {

    /**
     * The tensors of a checkpoint as a network asks for them.
     *
     * @param source maybe by other names, or with some that the checkpoint lacks
     * @param fresh names of those that it lacks
     */
    record Read(TensorSource source, Predicate<String> fresh) {

        /** As they are. */
        static Read plain(Checkpoint checkpoint) {
            return new Read(checkpoint.source(), _ -> false);
        }
    }

    private final Tuning tuning;
    private final Checkpoint checkpoint;
    private final Read read;
    private final Parameters parameters;
    private final Tokenizer tokenizer;
    private final Deque<AutoCloseable> owned = new ArrayDeque<>();

    private Opened(Path folder, Tuning tuning, Function<Checkpoint, Read> reading) {
        this.tuning = tuning;
        this.checkpoint = keep(Checkpoint.open(folder));
        try {
            this.read = reading.apply(checkpoint);
            this.parameters = keep(Parameters.trainable(
                    read.source(), Device.parse("auto"), Moving.trained(tuning.tuned(), read.fresh())));
            this.tokenizer = keep(checkpoint.tokenizer());
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Opens a folder and makes a model of it. */
    static TrainableModel of(Path folder, Tuning tuning, Function<Opened, TrainableModel> making) {
        return of(folder, tuning, Read::plain, making);
    }

    /** The same of tensors that are called by other names, or are more than there are. */
    static TrainableModel of(
            Path folder, Tuning tuning, Function<Checkpoint, Read> reading, Function<Opened, TrainableModel> making) {
        Opened opened = new Opened(folder, tuning, reading);
        try {
            return making.apply(opened);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    Checkpoint checkpoint() {
        return checkpoint;
    }

    Parameters parameters() {
        return parameters;
    }

    /** Names of the tensors that the checkpoint lacks. */
    Predicate<String> fresh() {
        return read.fresh();
    }

    Tokenizer tokenizer() {
        return tokenizer;
    }

    /** Closes this with the model. */
    <T extends AutoCloseable> T keep(T one) {
        owned.push(one);
        return one;
    }

    /** The model, of what was built. @param readOut makes what it can be pulled at */
    TrainableModel learning(Built built, Function<TorchLearner, Object> readOut) {
        TorchLearner learner = new TorchLearner(Moving.of(tuning.tuned(), built, tuning.seed()), tuning);
        return new LearningModel(built.folder().toString(), learner, readOut.apply(learner), this);
    }

    /** The last first; a second time does nothing. */
    @Override
    public void close() {
        List<AutoCloseable> all = new ArrayList<>(owned);
        owned.clear();
        for (AutoCloseable one : all) {
            try {
                one.close();
            } catch (Exception e) {
                throw new IllegalStateException("A part of the model does not close.", e);
            }
        }
    }
}
