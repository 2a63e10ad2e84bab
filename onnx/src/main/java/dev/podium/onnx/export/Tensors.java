package dev.podium.onnx.export;

import dev.podium.model.ModelUnavailableException;
import dev.podium.weights.TensorView;
import dev.podium.weights.Weights;
import java.util.Arrays;
import java.util.List;

/**
 * The tensors of a checkpoint by the names that they have within the encoder, whether the checkpoint writes its place before them or not;
 * each is of the shape that is asked for, or refused.
 */
final class Tensors {

    private final Weights weights;
    private final String prefix;

    /** @param model the place of the encoder in a model with a head */
    Tensors(Weights weights, String model) {
        this.weights = weights;
        prefix = weights.names().stream().anyMatch(name -> name.startsWith(model + ".")) ? model + "." : "";
    }

    /** Whether the encoder has it. */
    boolean has(String name) {
        return weights.has(prefix + name);
    }

    /** A table of the encoder, [row][width]. @param width or -1 if that is its own affair */
    TensorView table(String name, int width) {
        return checked(prefix + name, -1, width);
    }

    /** A linear layer of the encoder. @param out how many numbers it gives, or -1 if that is its own affair */
    Linear linear(String name, int in, int out) {
        return layer(prefix + name, in, out);
    }

    /** A linear layer beside the encoder. @param out how many numbers it gives, or -1 if that is its own affair */
    Linear head(String name, int in, int out) {
        return layer(name, in, out);
    }

    private Linear layer(String name, int in, int out) {
        TensorView weight = checked(name + ".weight", out, in);
        long given = weight.shape().rows();
        return new Linear(weight, weights.has(name + ".bias") ? checked(name + ".bias", given) : null);
    }

    /** The scale of a norm of the encoder. */
    TensorView scale(String norm, int width) {
        return checked(named(norm, "weight", "gamma"), width);
    }

    /** The shift of a norm of the encoder. */
    TensorView shift(String norm, int width) {
        return checked(named(norm, "bias", "beta"), width);
    }

    /** Checkpoints that were converted from the first BERT have the older of two names. */
    private String named(String norm, String name, String old) {
        String usual = prefix + norm + "." + name;
        String other = prefix + norm + "." + old;
        return !weights.has(usual) && weights.has(other) ? other : usual;
    }

    /** @param sizes wanted; -1 for any */
    private TensorView checked(String name, long... sizes) {
        if (!weights.has(name)) {
            throw new ModelUnavailableException(
                    "The checkpoint %s has no tensor \"%s\".\nMaybe it lacks the head that its config.json names, or is of another architecture."
                            .formatted(weights.source(), name));
        }
        TensorView tensor = weights.tensor(name);
        List<Long> given = tensor.shape().sizes();
        boolean fits = given.size() == sizes.length;
        for (int i = 0; fits && i < sizes.length; i++) {
            fits = sizes[i] < 0 || given.get(i) == sizes[i];
        }
        if (!fits || tensor.type().refusal().isPresent()) {
            throw new ModelUnavailableException(
                    "The tensor \"%s\" of %s is %s %s, and must be numbers of shape %s (-1: any).\nMaybe config.json belongs to another checkpoint."
                            .formatted(name, weights.source(), tensor.type(), tensor.shape(), Arrays.toString(sizes)));
        }
        return tensor;
    }
}
