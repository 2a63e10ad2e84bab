package dev.podium.model.train;

import java.nio.file.Path;

/**
 * Opens checkpoints to learn; found by {@link java.util.ServiceLoader}.
 *
 * @since 0.1.0
 */
public interface TrainingBackEnd {

    /**
     * Opens a checkpoint to learn.
     *
     * @param folder of a checkpoint; it is not changed
     * @return to be closed by the caller
     * @throws dev.podium.model.ModelUnavailableException if a file is missing or damaged, or the network cannot have that head
     */
    TrainableModel open(Path folder, Tuning tuning);
}
