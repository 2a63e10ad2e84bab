package dev.podium.torch.encoder;

import dev.podium.torch.tensor.Kind;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;

/** How far tokens of a sequence stand from each other. */
final class Distances {

    private Distances() {}

    /** Of each query from each key, [length, length], float32: positive where the key stands to the left. */
    static Tensor queryMinusKey(int length) {
        Tensor places = Tensors.upTo(length).to(Kind.FLOAT32);
        return places.unsqueeze(1).minus(places.unsqueeze(0));
    }
}
