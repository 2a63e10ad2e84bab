package dev.podium.torch.adapter;

import dev.podium.torch.layer.Parameters;
import dev.podium.torch.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;

/** Tensors of a model that others stand in for, until the former ones are put back. */
final class Replacements {

    private record Former(String name, Tensor former, Tensor given) {}

    private final Parameters parameters;
    private final Deque<Former> formers = new ArrayDeque<>();

    Replacements(Parameters parameters) {
        this.parameters = parameters;
    }

    /** @param numbers kept by the caller until they are taken back */
    void put(String name, Tensor numbers) {
        formers.push(new Former(name, parameters.exchange(name, numbers), numbers));
    }

    /**
     * Puts back what was there, the last first.
     *
     * @throws IllegalStateException if others stand in for these meanwhile; then nothing has changed
     */
    void takeBack() {
        for (Former one : formers) {
            refuseUnlessLast(parameters.current(one.name), one.given, one.name);
        }
        while (!formers.isEmpty()) {
            Former one = formers.pop();
            Tensor given = parameters.exchange(one.name, one.former);
            if (given != one.given) { // another handle of the same numbers: not the weights of a layer
                given.close();
                one.former.close();
            }
        }
    }

    /** Putting back from below would bring back the upper one's weights when that is taken off in turn. */
    static void refuseUnlessLast(Tensor current, Tensor given, String name) {
        if (!current.sharesMemoryWith(given)) {
            throw new IllegalStateException(
                    "The numbers of \"%s\" were changed again by another adapter.\nMaybe take adapters off in the reverse order, as Adapters does."
                            .formatted(name));
        }
    }

    boolean isEmpty() {
        return formers.isEmpty();
    }
}
