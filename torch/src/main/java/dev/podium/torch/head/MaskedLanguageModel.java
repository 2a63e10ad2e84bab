package dev.podium.torch.head;

import dev.podium.torch.checkpoint.Checkpoint;
import dev.podium.torch.config.Config;
import dev.podium.torch.encoder.Encoder;
import dev.podium.torch.layer.Numbers;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.layer.TokenBatch;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;

/**
 * An encoder that tells which words may stand at a place.
 *
 * @since 0.1.0
 */
public final class MaskedLanguageModel implements AutoCloseable {

    private final Encoder encoder;
    private final MaskedHead head;

    private MaskedLanguageModel(Encoder encoder, MaskedHead head) {
        this.encoder = encoder;
        this.head = head;
    }

    /**
     * The model of a checkpoint.
     *
     * @param checkpoint open as long as it is used
     * @throws dev.podium.model.ModelUnavailableException if it is of no family known here, or has no such head
     */
    public static MaskedLanguageModel open(Checkpoint checkpoint, Numbers numbers, Device device) {
        Encoder encoder = Encoder.open(checkpoint, numbers, device);
        try {
            return of(checkpoint.config(), encoder);
        } catch (RuntimeException e) {
            encoder.close();
            throw e;
        }
    }

    /** The same on parameters that are there, which whoever gives them closes. */
    public static MaskedLanguageModel of(Config config, Parameters parameters) {
        return of(config, Encoder.of(config, parameters));
    }

    private static MaskedLanguageModel of(Config config, Encoder encoder) {
        return new MaskedLanguageModel(
                encoder, MaskedHead.of(config, encoder.spec(), encoder.parameters(), encoder.words()));
    }

    /**
     * Logits of all words at some places.
     *
     * @param places in the packing of the batch
     * @return [places, vocabulary], in the scope of the caller
     */
    public Tensor logits(TokenBatch batch, int... places) {
        try (Scope scope = Scope.open()) {
            return scope.keep(head.logits(at(batch, places)));
        }
    }

    /**
     * Logits of some words at some places, at the price of these.
     *
     * @param ids of the words
     * @return [places, ids], in the scope of the caller
     */
    public Tensor logits(TokenBatch batch, int[] places, int[] ids) {
        try (Scope scope = Scope.open()) {
            Tensor hidden = at(batch, places);
            return scope.keep(head.logits(hidden, Tensors.indices(ids).to(hidden.device())));
        }
    }

    private Tensor at(TokenBatch batch, int[] places) {
        Tensor hidden = encoder.hidden(batch, Observer.NONE);
        return hidden.pick(0, Tensors.indices(places).to(hidden.device()));
    }

    /** What the head stands on. */
    public Encoder encoder() {
        return encoder;
    }

    /** What stands on it. */
    public MaskedHead head() {
        return head;
    }

    @Override
    public void close() {
        encoder.close();
    }
}
