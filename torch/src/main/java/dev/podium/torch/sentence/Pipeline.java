package dev.podium.torch.sentence;

import java.util.List;

/**
 * A way through a model: tokens of a reader, a network, modules behind it.
 *
 * @param width numbers of what comes out for a text, a token or, with scores, a pair
 */
record Pipeline(Reader reader, Network network, List<Stage> stages, int width) {

    /** Copies. */
    Pipeline {
        stages = List.copyOf(stages);
    }

    /** All of it on one batch, in the scope of the caller. */
    Features run(List<Shown> shown, Task task) {
        Features features = new Features(shown, task);
        network.on(features);
        stages.forEach(stage -> stage.on(features));
        return features;
    }
}
