package dev.podium.torch.sentence;

import java.util.List;
import java.util.concurrent.locks.Lock;

/**
 * A way through a model: tokens of a reader, a network, modules behind it.
 *
 * @param width numbers of what comes out for a text, a token or, with scores, a pair
 * @param lock held while it runs: a product of matrices takes all cores anyway, and a decoder keeps what it read
 */
record Pipeline(Reader reader, Network network, List<Stage> stages, int width, Lock lock) {

    /** Copies. */
    Pipeline {
        stages = List.copyOf(stages);
    }

    /** All of it on one batch, in the scope of the caller. */
    Features run(List<Shown> shown, Task task) {
        Features features = new Features(shown, task);
        lock.lock();
        try {
            network.on(features);
            stages.forEach(stage -> stage.on(features));
        } finally {
            lock.unlock();
        }
        return features;
    }
}
