package dev.podium.torch.train;

import dev.podium.model.train.Tuned;
import dev.podium.torch.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Predicate;

/**
 * The numbers of a network that learn: its own, or those of an adapter that is laid over it.
 *
 * <p>First {@link #trained} says which of a checkpoint's parameters want gradients, then the network is built, then {@link #of} lays over
 * it what it may need. The order matters: layers are found among those that the network asked for.
 *
 * <pre>{@code
 * Parameters parameters = checkpoint.trainable(device, Moving.trained(tuning.tuned(), _ -> false));
 * CausalLm model = CausalLm.of(checkpoint.config(), parameters);
 * Moving moving = Moving.of(tuning.tuned(), Built.of(folder, parameters, null, "CAUSAL_LM"), tuning.seed());
 * AdamW optimizer = AdamW.of(moving.tensors(), ParameterGroup.usual(tuning.rate(), tuning.decay()), moving.elements());
 * }</pre>
 */
interface Moving extends AutoCloseable {

    /** Which parameters of a checkpoint move themselves. @param fresh those that it lacks, which always do */
    static Predicate<String> trained(Tuned tuned, Predicate<String> fresh) {
        return switch (tuned) {
            case Tuned.Full full ->
                name -> fresh.test(name) || full.frozen().stream().noneMatch(name::contains);
            case Tuned.Sparse sparse ->
                name -> fresh.test(name) || sparse.frozen().stream().noneMatch(name::contains);
            case Tuned.Lora _, Tuned.Bottleneck _ -> fresh;
        };
    }

    /**
     * Lays over a network what moves.
     *
     * @param seed of what an adapter begins as
     * @throws dev.podium.model.ModelUnavailableException if the network cannot have that
     */
    static Moving of(Tuned tuned, Built built, long seed) {
        return switch (tuned) {
            case Tuned.Full _ -> new MovingWhole(built);
            case Tuned.Lora lora -> MovingLora.of(lora, built, seed);
            case Tuned.Bottleneck bottleneck -> MovingBottleneck.of(bottleneck, built, seed);
            case Tuned.Sparse sparse -> MovingSparse.of(sparse, built);
        };
    }

    /** What an optimiser moves, by name; what is frozen is not among them or wants no gradient. */
    SequencedMap<String, Tensor> tensors();

    /** Of some tensors, flat indices of what moves; the others move whole. */
    default Map<String, long[]> elements() {
        return Map.of();
    }

    /** Numbers that move, at most. */
    default long size() {
        return tensors().values().stream()
                .filter(Tensor::wantsGradient)
                .mapToLong(Tensor::elements)
                .sum();
    }

    /** See {@link dev.podium.model.train.TrainableModel#rewind}; the optimiser is to be made anew where it says so. */
    default boolean rewind() {
        return false;
    }

    /** Goes on with these elements, found in a run that was kept; for whatever {@link #rewind}s. */
    default void narrow(Map<String, long[]> elements) {
        throw new IllegalStateException(
                "The run that was kept moves a few numbers of %d tensors, and this one moves all.\nMaybe it was kept of a Tuned.Sparse."
                        .formatted(elements.size()));
    }

    /**
     * Writes what serves: the whole checkpoint, or the adapter alone.
     *
     * @param folder made if it is not there
     */
    void write(Path folder) throws IOException;

    /** Takes away what was laid over the network, and frees it; the network is not its own. */
    @Override
    void close();
}
