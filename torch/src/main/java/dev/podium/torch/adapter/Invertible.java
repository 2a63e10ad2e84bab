package dev.podium.torch.adapter;

import dev.podium.torch.layer.Activation;
import dev.podium.torch.tensor.Functional;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.List;
import java.util.stream.Stream;

/**
 * A language's adapter on the embeddings, which can be undone exactly: each half is moved by what the other says.
 *
 * <pre>
 * y1 = x1 + F(x2)
 * y2 = x2 + G(y1)
 * </pre>
 *
 * <p>Source: NICE, arXiv 1410.8516, section 3.2; MAD-X, arXiv 2005.00052, section 3.3. Undone, it stands before the head of a language
 * model.
 */
record Invertible(Bend f, Bend g) {

    /** A small network of two layers. */
    record Bend(Tensor down, Tensor downBias, Activation activation, Tensor up, Tensor upBias) {

        Tensor of(Tensor x) {
            return Functional.linear(activation.of(Functional.linear(x, down, downBias)), up, upBias);
        }

        Stream<Tensor> tensors() {
            return Stream.of(down, downBias, up, upBias);
        }
    }

    /** @param x [tokens, width] */
    Tensor of(Tensor x) {
        long half = x.size(-1) / 2;
        Tensor first = x.slice(-1, 0, half).plus(f.of(x.slice(-1, half, 2 * half)));
        Tensor second = x.slice(-1, half, 2 * half).plus(g.of(first));
        return Tensors.cat(List.of(first, second), -1);
    }

    /** What {@link #of} was given. */
    Tensor undone(Tensor y) {
        long half = y.size(-1) / 2;
        Tensor second = y.slice(-1, half, 2 * half).minus(g.of(y.slice(-1, 0, half)));
        Tensor first = y.slice(-1, 0, half).minus(f.of(second));
        return Tensors.cat(List.of(first, second), -1);
    }

    Stream<Tensor> tensors() {
        return Stream.concat(f.tensors(), g.tensors());
    }
}
