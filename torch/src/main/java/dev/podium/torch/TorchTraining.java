package dev.podium.torch;

import dev.podium.model.train.TrainableModel;
import dev.podium.model.train.TrainingBackEnd;
import dev.podium.model.train.Tuning;
import dev.podium.torch.train.TrainableBiEncoder;
import dev.podium.torch.train.TrainableCrossEncoder;
import dev.podium.torch.train.TrainableLanguageModel;
import dev.podium.torch.train.TrainableMvp;
import java.nio.file.Path;

/**
 * Opens checkpoints to learn over libtorch.
 *
 * @since 0.1.0
 */
public final class TorchTraining implements TrainingBackEnd {

    /** For the service loader. */
    public TorchTraining() {}

    @Override
    public TrainableModel open(Path folder, Tuning tuning) {
        return switch (tuning.head()) {
            case CROSS_ENCODER -> TrainableCrossEncoder.open(folder, tuning);
            case BI_ENCODER -> TrainableBiEncoder.open(folder, tuning);
            case LANGUAGE_MODEL -> TrainableLanguageModel.open(folder, tuning);
            case VIEWS -> TrainableMvp.open(folder, tuning);
        };
    }
}
