package dev.podium.torch.train;

import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Kind;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.weights.DType;
import dev.podium.weights.SafetensorsWriter;
import dev.podium.weights.Shape;
import dev.podium.weights.TensorPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Writes tensors by name as one safetensors file: indices as they are, all else float32. */
final class TensorFile {

    private TensorFile() {}

    static void write(Path file, SequencedMap<String, Tensor> tensors, Map<String, String> metadata)
            throws IOException {
        List<TensorPlan> plan = tensors.entrySet().stream()
                .map(one -> new TensorPlan(
                        one.getKey(),
                        isIndices(one.getValue()) ? DType.I64 : DType.F32,
                        Shape.of(one.getValue().shape())))
                .toList();
        try (SafetensorsWriter writer = SafetensorsWriter.create(file, plan, metadata)) {
            for (Map.Entry<String, Tensor> one : tensors.entrySet()) {
                try (Scope _ = Scope.open()) {
                    Tensor here = one.getValue()
                            .detached()
                            .to(Device.CPU)
                            .to(isIndices(one.getValue()) ? Kind.INT64 : Kind.FLOAT32)
                            .contiguous();
                    writer.put(one.getKey(), here.bytes());
                }
            }
        }
    }

    private static boolean isIndices(Tensor tensor) {
        return tensor.kind() == Kind.INT64;
    }
}
