package dev.podium.torch.train;

import dev.podium.torch.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** A model's own parameters, all or some. */
record MovingWhole(Built built) implements Moving {

    @Override
    public SequencedMap<String, Tensor> tensors() {
        return tensors(built);
    }

    /** All parameters of a network; those of modules behind it by the module's folder and a slash. */
    static SequencedMap<String, Tensor> tensors(Built built) {
        SequencedMap<String, Tensor> all = new LinkedHashMap<>();
        built.parts().forEach((path, parameters) -> {
            boolean own = parameters == built.parameters();
            parameters.tensors().forEach((name, tensor) -> all.put(own ? name : path + "/" + name, tensor));
        });
        return all;
    }

    @Override
    public void write(Path folder) throws IOException {
        TrainedCheckpoint.write(built.folder(), built.parts(), folder, built.belongs());
        built.finish().to(folder);
    }

    @Override
    public void close() {
        // The parameters are whose they were.
    }
}
