package dev.podium.torch.head;

import dev.podium.torch.checkpoint.Checkpoint;
import dev.podium.torch.encoder.Encoder;
import dev.podium.torch.layer.Linear;
import dev.podium.torch.layer.Numbers;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.TokenBatch;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;

/**
 * ELECTRA's discriminator: for each token a logit that it was replaced.
 *
 * @since 0.1.0
 */
public final class Discriminator implements AutoCloseable {

    private final Encoder encoder;
    private final Linear dense;
    private final Linear last;

    private Discriminator(Encoder encoder) {
        this.encoder = encoder;
        this.dense = encoder.parameters().head("discriminator_predictions.dense");
        this.last = encoder.parameters().head("discriminator_predictions.dense_prediction");
    }

    /**
     * The discriminator of a checkpoint.
     *
     * @param checkpoint open as long as it is used
     * @throws dev.podium.model.ModelUnavailableException if it has no such head
     */
    public static Discriminator open(Checkpoint checkpoint, Numbers numbers, Device device) {
        Encoder encoder = Encoder.open(checkpoint, numbers, device);
        try {
            return new Discriminator(encoder);
        } catch (RuntimeException e) {
            encoder.close();
            throw e;
        }
    }

    /** The logits, [tokens], in the scope of the caller. */
    public Tensor logits(TokenBatch batch) {
        return logits(batch, Observer.NONE);
    }

    /** The same while somebody looks. */
    public Tensor logits(TokenBatch batch, Observer observer) {
        try (Scope scope = Scope.open()) {
            Tensor bent = encoder.spec().activation().of(dense.of(encoder.hidden(batch, observer)));
            return scope.keep(last.of(bent).squeeze(-1));
        }
    }

    /** What the head stands on. */
    public Encoder encoder() {
        return encoder;
    }

    @Override
    public void close() {
        encoder.close();
    }
}
