package dev.podium.torch.layer;

import dev.podium.torch.tensor.Functional;
import dev.podium.torch.tensor.Kind;
import dev.podium.torch.tensor.QuantizedLinear;
import dev.podium.torch.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code y = x W^T + b}, however the weights are held, with what adapters add.
 *
 * <p>The one place where a network's numbers can be changed while it stays as it was built: an {@link Addition} is laid over it and
 * taken away again, and the weights can be exchanged. Both at a time when nobody calculates.
 *
 * @since 0.1.0
 */
public final class Linear implements AutoCloseable {

    /** What an adapter adds to a layer's output. */
    @FunctionalInterface
    public interface Addition {

        /**
         * The output with the addition.
         *
         * @param x the layer's input, [..., in]
         * @param y its output so far, [..., out]
         */
        Tensor to(Tensor x, Tensor y);
    }

    private sealed interface Held extends AutoCloseable {
        record Dense(Tensor weight) implements Held {
            @Override
            public void close() {
                // Belongs to the parameters.
            }
        }

        record Short(Tensor weight) implements Held {
            @Override
            public void close() {
                weight.close();
            }
        }

        record Rounded(QuantizedLinear product) implements Held {
            @Override
            public void close() {
                product.close();
            }
        }

        @Override
        void close();
    }

    private final String name;
    private final int in;
    private final int out;
    private final @Nullable Tensor bias;
    private Held held;
    private List<Addition> additions = List.of();
    private long changes;

    private Linear(String name, int in, int out, @Nullable Tensor bias, Held held) {
        this.name = name;
        this.in = in;
        this.out = out;
        this.bias = bias;
        this.held = held;
    }

    /**
     * A layer of weights that are there.
     *
     * @param name of the layer, without {@code .weight}
     * @param weight [out, in], float32; with {@link Numbers#FLOAT32} used as it is, else converted and not used afterwards
     * @param bias [out], or none
     */
    public static Linear of(String name, Tensor weight, @Nullable Tensor bias, Numbers numbers) {
        Held held = switch (numbers) {
            case FLOAT32 -> new Held.Dense(weight);
            case INT8 -> new Held.Rounded(QuantizedLinear.of(weight, bias));
            case BFLOAT16 -> new Held.Short(weight.to(Kind.BFLOAT16).pinned());
        };
        return new Linear(name, weight.size(1), weight.size(0), bias, held);
    }

    /** The name in the model, without {@code .weight}. */
    public String name() {
        return name;
    }

    /** Numbers of an input. */
    public int in() {
        return in;
    }

    /** Numbers of an output. */
    public int out() {
        return out;
    }

    /** The layer applied. @param x [..., in] @return [..., out] */
    public Tensor of(Tensor x) {
        Tensor y = switch (held) {
            case Held.Dense(Tensor weight) -> Functional.linear(x, weight, bias);
            case Held.Short(Tensor weight) -> Functional.linear(x, weight.to(Kind.FLOAT32), bias);
            case Held.Rounded(QuantizedLinear product) -> product.of(x);
        };
        for (Addition addition : additions) {
            y = addition.to(x, y);
        }
        return y;
    }

    /**
     * Some of the outputs alone, at the price of these alone: the logits of a few tokens out of a vocabulary.
     *
     * @param x [..., in]
     * @param outputs indices, [k]
     * @return [..., k]
     */
    public Tensor some(Tensor x, Tensor outputs) {
        if (!additions.isEmpty()) {
            return of(x).pick(-1, outputs);
        }
        return switch (held) {
            case Held.Dense(Tensor weight) -> Functional.linear(x, weight.pick(0, outputs), picked(outputs));
            case Held.Short(Tensor weight) ->
                Functional.linear(x, weight.pick(0, outputs).to(Kind.FLOAT32), picked(outputs));
            case Held.Rounded(QuantizedLinear product) -> product.of(x).pick(-1, outputs);
        };
    }

    private @Nullable Tensor picked(Tensor outputs) {
        return bias == null ? null : bias.pick(0, outputs);
    }

    /**
     * The weights, [out, in] float32.
     *
     * @throws IllegalStateException if they are held rounded, and so are no more what they were
     */
    public Tensor weight() {
        return switch (held) {
            case Held.Dense(Tensor weight) -> weight;
            case Held.Short(Tensor weight) -> weight.to(Kind.FLOAT32);
            case Held.Rounded(QuantizedLinear product) ->
                throw new IllegalStateException(
                        "The weights of \"%s\" are held as int8, and cannot be read or changed.\nMaybe open the model with numbers=float32."
                                .formatted(name));
        };
    }

    /** The bias, [out], if there is one. */
    public @Nullable Tensor bias() {
        return bias;
    }

    /**
     * Calculates with other weights from here on.
     *
     * @param weight [out, in] float32; whoever gives it keeps it as long as it is used
     * @return the weights so far, to be put back
     * @throws IllegalStateException if the weights are not held as float32
     */
    public Tensor exchange(Tensor weight) {
        if (!(held instanceof Held.Dense(Tensor former))) {
            throw new IllegalStateException(
                    "The weights of \"%s\" can only be exchanged where they are held as float32.\nMaybe open the model with numbers=float32."
                            .formatted(name));
        }
        held = new Held.Dense(weight);
        changes++;
        return former;
    }

    /** Lays an addition over the layer, after those that are there. */
    public void attach(Addition addition) {
        List<Addition> more = new ArrayList<>(additions);
        more.add(addition);
        additions = List.copyOf(more);
        changes++;
    }

    /** Takes an addition away, if it is there. */
    public void detach(Addition addition) {
        List<Addition> fewer = new ArrayList<>(additions);
        fewer.remove(addition);
        additions = List.copyOf(fewer);
        changes++;
    }

    /** How often it was changed: who keeps what it calculated knows by this when to forget it. */
    long changes() {
        return changes;
    }

    /** How the weights are held now. */
    public Numbers numbers() {
        return switch (held) {
            case Held.Dense _ -> Numbers.FLOAT32;
            case Held.Short _ -> Numbers.BFLOAT16;
            case Held.Rounded _ -> Numbers.INT8;
        };
    }

    @Override
    public void close() {
        held.close();
    }

    @Override
    public String toString() {
        return "%s: %d to %d%s".formatted(name, in, out, bias == null ? "" : " with bias");
    }
}
