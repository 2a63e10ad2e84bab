package dev.podium.torch.train;

import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Fused;
import dev.podium.torch.tensor.Kind;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import dev.podium.torch.tensor.Torch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Moves weights against their gradients, each by a step of its own size.
 *
 * <p>With g the gradient after clipping, at the t-th step of a weight:
 *
 * <pre>
 * w -= rate * decay * w
 * m  = beta1 * m + (1 - beta1) * g          v = beta2 * v + (1 - beta2) * g^2
 * w -= rate * m / (1 - beta1^t) / (sqrt(v / (1 - beta2^t)) + epsilon)
 * </pre>
 *
 * <p>Source: Loshchilov and Hutter, arXiv 1711.05101, algorithm 2; the order of operations, clipping and what is skipped are torch's, so
 * that runs agree step by step. A parameter without a gradient is skipped whole: it neither decays nor counts a step. A frozen one never
 * has a gradient, and of a parameter that is trained at some elements alone the others are not touched, to the bit; these have no moments
 * in memory either.
 *
 * <p>All weights of a group move in one native call. It is for one thread.
 *
 * @since 0.1.0
 */
public final class AdamW implements AutoCloseable {

    /** As torch adds it in {@code clip_grad_norm_}. */
    private static final double CLIP_EPSILON = 1e-6;

    private final List<ParameterGroup> groups;
    private final List<Slot> slots;

    private AdamW(List<ParameterGroup> groups, List<Slot> slots) {
        this.groups = List.copyOf(groups);
        this.slots = List.copyOf(slots);
    }

    /** Over all parameters that want gradients. @param parameters by full name */
    public static AdamW of(SequencedMap<String, Tensor> parameters, List<ParameterGroup> groups) {
        return of(parameters, groups, Map.of());
    }

    /**
     * Over all parameters that want gradients, of some only at some elements.
     *
     * @param parameters by full name
     * @param groups each parameter belongs to the first that holds it
     * @param elements of some parameters, flat indices of what is trained, each once; the others are trained whole
     * @throws IllegalArgumentException if a parameter belongs to no group, or elements are of no parameter that is trained
     */
    public static AdamW of(
            SequencedMap<String, Tensor> parameters, List<ParameterGroup> groups, Map<String, long[]> elements) {
        for (String name : elements.keySet()) {
            Tensor parameter = parameters.get(name);
            if (parameter == null || !parameter.wantsGradient()) {
                throw new IllegalArgumentException(
                        "The elements are of \"%s\", which is no parameter that is trained.\nMaybe it is frozen, or misspelt."
                                .formatted(name));
            }
        }
        List<Slot> slots = new ArrayList<>();
        parameters.forEach((name, parameter) -> {
            if (parameter.wantsGradient()) {
                slots.add(new Slot(name, parameter, group(groups, name), chosen(name, parameter, elements)));
            }
        });
        return new AdamW(groups, slots);
    }

    private static int group(List<ParameterGroup> groups, String name) {
        for (int i = 0; i < groups.size(); i++) {
            if (groups.get(i).holds().test(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException(
                "The parameter \"%s\" must belong to a group, and no group holds it.\nMaybe add one for all the rest."
                        .formatted(name));
    }

    private static @Nullable Tensor chosen(String name, Tensor parameter, Map<String, long[]> elements) {
        long[] indices = elements.get(name);
        if (indices == null) {
            return null;
        }
        for (long index : indices) {
            if (index < 0 || index >= parameter.elements()) {
                throw new IllegalArgumentException("The element (%d) of \"%s\" must be in [0, %d]."
                        .formatted(index, name, parameter.elements() - 1));
            }
        }
        try (Scope _ = Scope.open()) {
            return Tensors.of(indices, indices.length).to(parameter.device()).pinned();
        }
    }

    /**
     * Moves the weights, and forgets their gradients.
     *
     * @param share of each group's rate, from a schedule
     * @param clip the longest that all gradients together may be; they are shrunk by {@code min(1, clip / (norm + 1e-6))}; infinite for no
     *     clipping
     * @return the norm of all gradients before clipping; 0 if there is none
     * @throws IllegalStateException if a gradient is not finite; no weight has moved then
     */
    public double step(double share, double clip) {
        if (!(share >= 0) || !(clip > 0)) {
            throw new IllegalArgumentException(
                    "The share of the rate (%s) must be at least 0, and the clip (%s) above 0.\nMaybe 1 and 1."
                            .formatted(share, clip));
        }
        try (Torch.Guard _ = Torch.withoutGradients();
                Scope _ = Scope.open()) {
            List<Move> moves = new ArrayList<>();
            for (Slot slot : slots) {
                slot.weight.gradient().ifPresent(gradient -> moves.add(slot.move(gradient)));
            }
            if (moves.isEmpty()) {
                return 0;
            }
            double norm = Fused.norm(moves.stream().map(Move::gradient).toList());
            if (!Double.isFinite(norm)) {
                throw new IllegalStateException(
                        "The norm of the gradients is %s and must be finite; no weight was moved.\nMaybe the rate is too high, or an input is not finite."
                                .formatted(norm));
            }
            double shrink = Math.max(1, (norm + CLIP_EPSILON) / clip);
            for (int i = 0; i < groups.size(); i++) {
                step(i, share, shrink, moves);
            }
            for (Move move : moves) {
                move.slot().putBack(move.weight());
                move.slot().weight.forgetGradient();
            }
            return norm;
        }
    }

    private void step(int index, double share, double shrink, List<Move> all) {
        List<Move> moves =
                all.stream().filter(move -> move.slot().group == index).toList();
        if (moves.isEmpty()) {
            return;
        }
        ParameterGroup group = groups.get(index);
        Fused.adamW(
                new Fused.AdamW(
                        group.rate() * share, group.beta1(), group.beta2(), group.epsilon(), group.decay(), shrink),
                moves.stream().map(Move::weight).toList(),
                moves.stream().map(Move::gradient).toList(),
                moves.stream().map(move -> move.slot().moments().first()).toList(),
                moves.stream().map(move -> move.slot().moments().second()).toList(),
                moves.stream().map(move -> move.slot().moments().steps()).toList());
    }

    /** Forgets all gradients without moving a weight. */
    public void forgetGradients() {
        slots.forEach(slot -> slot.weight.forgetGradient());
    }

    /** The weights that it moves, by name. */
    List<Slot> slots() {
        return slots;
    }

    /** Frees the moments; the weights are not its own. */
    @Override
    public void close() {
        slots.forEach(Slot::close);
    }

    /** What the native call gets of one weight: itself, or those elements that are trained. */
    private record Move(Slot slot, Tensor weight, Tensor gradient) {}

    /**
     * What is remembered of a weight.
     *
     * @param first moment
     * @param second moment
     * @param steps [1], how many there were
     */
    record Moments(Tensor first, Tensor second, Tensor steps) {}

    /** One weight. */
    static final class Slot {

        private final String name;
        private final Tensor weight;
        private final int group;

        /** Flat indices of what is trained; null for all. */
        private final @Nullable Tensor elements;

        private @Nullable Moments moments;

        private Slot(String name, Tensor weight, int group, @Nullable Tensor elements) {
            this.name = name;
            this.weight = weight;
            this.group = group;
            this.elements = elements;
        }

        String name() {
            return name;
        }

        Tensor weight() {
            return weight;
        }

        /** Flat indices of what is trained; null for all. */
        @Nullable
        Tensor elements() {
            return elements;
        }

        /** Whether it has taken a step. */
        boolean moved() {
            return moments != null;
        }

        /** One number for each that is trained. */
        long[] shapeOfMoments() {
            return elements == null ? weight.shape() : elements.shape();
        }

        /** Those that it has, or zeros. */
        Moments moments() {
            if (moments == null) {
                try (Scope _ = Scope.open()) {
                    long[] shape = shapeOfMoments();
                    Device device = weight.device();
                    moments = new Moments(
                            Tensors.zeros(Kind.FLOAT32, shape).to(device).pinned(),
                            Tensors.zeros(Kind.FLOAT32, shape).to(device).pinned(),
                            Tensors.zeros(Kind.FLOAT32, 1).to(device).pinned());
                }
            }
            return moments;
        }

        private Move move(Tensor gradient) {
            if (elements == null) {
                return new Move(this, weight, gradient.contiguous());
            }
            return new Move(
                    this,
                    weight.reshape(-1).pick(0, elements),
                    gradient.reshape(-1).pick(0, elements));
        }

        private void putBack(Tensor moved) {
            if (elements != null) {
                weight.putInPlace(elements, moved);
            }
        }

        void forgetMoments() {
            if (moments != null) {
                moments.first().close();
                moments.second().close();
                moments.steps().close();
                moments = null;
            }
        }

        private void close() {
            forgetMoments();
            if (elements != null) {
                elements.close();
            }
        }
    }
}
