package dev.podium.weights;

/**
 * A tensor that is going to be written: all of it but its numbers.
 *
 * @param name any text but {@code __metadata__}
 * @param type one that safetensors has, so none of GGUF's blocks
 * @param shape outermost first
 * @since 0.1.0
 */
public record TensorPlan(String name, DType type, Shape shape) {

    /** @throws IllegalArgumentException if safetensors cannot hold such a tensor */
    public TensorPlan {
        if (name.equals(SafetensorsHeader.METADATA)) {
            throw new IllegalArgumentException(
                    "A tensor's name (\"%s\") must be another: metadata has it.\nMaybe rename the tensor."
                            .formatted(name));
        }
        if (!type.isSafetensors()) {
            throw new IllegalArgumentException(
                    "The type of tensor \"%s\" (%s) must be one of safetensors, which has no quantised blocks.\nMaybe write its floats."
                            .formatted(name, type));
        }
        type.bytes(shape.elements());
    }

    /** The plan to write what is there. */
    public static TensorPlan of(TensorView view) {
        return new TensorPlan(view.name(), view.type(), view.shape());
    }

    long bytes() {
        return type.bytes(shape.elements());
    }
}
