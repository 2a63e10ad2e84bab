package dev.podium.train;

import dev.podium.model.train.Learner;
import dev.podium.model.train.TrainableModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Two trainings for one sparse mask: the first only tells which numbers move farthest, then all go back to where they began and these
 * alone are trained.
 *
 * <p>The first run lies in the folder {@code first} of the second, and either goes on where it was interrupted. Source: Ansell et al.,
 * arXiv 2110.07560, section 3.1; both trainings are alike here, where the paper gives each its own number of steps.
 *
 * @param model opened with {@link dev.podium.model.train.Tuned.Sparse}
 * @param trainer of the second training, over the same model
 * @since 0.1.0
 */
public record LotteryTicket(TrainableModel model, Trainer trainer) {

    private Trainer first() {
        return new Trainer(
                new Unwritten(model),
                trainer.objective(),
                trainer.plan(),
                List.of(),
                trainer.folder().resolve("first"),
                trainer.watch());
    }

    /**
     * Both from the beginning.
     *
     * @throws IOException if a folder cannot be written
     */
    public Trainer.Outcome run() throws IOException {
        first().run();
        model.rewind();
        return trainer.run();
    }

    /**
     * Goes on with whichever was interrupted; begins where neither was kept.
     *
     * @throws IOException if a folder cannot be read or written
     */
    public Trainer.Outcome resume() throws IOException {
        if (Trainer.isThere(trainer.folder())) {
            return trainer.resume();
        }
        Trainer first = first();
        if (!Trainer.isThere(first.folder())) {
            return run();
        }
        first.resume();
        model.rewind();
        return trainer.run();
    }

    /** A model that has nothing to write yet: which numbers are the difference is not known before the end. */
    private record Unwritten(Learner learner) implements Learner {

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
        public void keep(Path file, long step) throws IOException {
            learner.keep(file, step);
        }

        @Override
        public long resume(Path file) throws IOException {
            return learner.resume(file);
        }

        @Override
        public void write(Path folder) {
            // Nothing is chosen yet.
        }

        @Override
        public void close() {
            learner.close();
        }
    }
}
