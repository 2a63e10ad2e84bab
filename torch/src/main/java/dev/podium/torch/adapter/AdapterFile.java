package dev.podium.torch.adapter;

import dev.podium.file.BadDataException;
import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.WeightsSource;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Tensor;
import dev.podium.weights.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /** The model's tensor of a name: that very one, or the only one whose name ends so or begins further out; none where there is no such. */
    static @Nullable String inModel(Parameters parameters, String name) {
        if (parameters.has(name)) {
            return name;
        }
        List<String> alike = parameters.source().names().stream()
                .filter(one -> one.endsWith("." + name) || name.endsWith("." + one))
                .toList();
        return alike.size() == 1 ? alike.getFirst() : null;
    }

    /** A tensor's numbers in memory of their own, outside every scope, since the file is closed before the adapter is. */
    static Tensor read(Weights weights, String name, Device device) {
        try (Tensor mapped = WeightsSource.read(weights.tensor(name))) {
            return (device.equals(Device.CPU) ? mapped.copy() : mapped.to(device)).pinned();
        }
    }
}
