package dev.podium.torch.adapter;

import dev.podium.file.BadDataException;
import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.layer.WeightsSource;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Tensor;
import dev.podium.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file of tensors that an adapter comes in. */
final class AdapterFile {

    private AdapterFile() {}

    /**
     * Opens it.
     *
     * @param path the file, or a folder that holds it
     * @param name that it has in a folder
     * @throws ModelUnavailableException if it is missing, damaged or a pickle
     */
    static Weights open(Path path, String name) {
        Path usual = path.resolve(name);
        try {
            return Weights.open(Files.exists(usual) ? usual : path);
        } catch (IOException | BadDataException e) {
            throw new ModelUnavailableException(
                    "The adapter in %s cannot be opened: %s".formatted(path, e.getMessage()), e);
        }
    }

    /** A tensor's numbers in memory of their own, outside every scope, since the file is closed before the adapter is. */
    static Tensor read(Weights weights, String name, Device device) {
        try (Tensor mapped = WeightsSource.read(weights.tensor(name))) {
            return (device.equals(Device.CPU) ? mapped.copy() : mapped.to(device)).pinned();
        }
    }
}
