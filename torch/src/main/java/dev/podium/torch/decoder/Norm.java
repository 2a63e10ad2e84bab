package dev.podium.torch.decoder;

import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.RmsNorm;
import dev.podium.torch.tensor.Tensor;

/** A norm by its stored weight, to which some families add one. */
record Norm(Tensor weight, boolean lessOne, double epsilon) {

    static Norm of(Parameters p, String name, DecoderSpec spec) {
        return new Norm(p.tensor(name + ".weight"), spec.normsLessOne(), spec.epsilon());
    }

    /** @param x [..., width] */
    Tensor of(Tensor x) {
        // Added at each call, which costs nothing beside the norm, so that the stored weight can be trained and
        // exchanged.
        return new RmsNorm(lessOne ? weight.plus(1) : weight, epsilon).of(x);
    }
}
