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

/**
 * An encoder that gives a sequence a logit for each label: what cross-encoders are.
 *
 * @since 0.1.0
 */
public final class SequenceClassifier implements AutoCloseable {

    private final Encoder encoder;
    private final SequenceHead head;

    private SequenceClassifier(Encoder encoder, SequenceHead head) {
        this.encoder = encoder;
        this.head = head;
    }

    /**
     * The classifier of a checkpoint.
     *
     * @param checkpoint open as long as it is used
     * @throws dev.podium.model.ModelUnavailableException if it is of no family known here, or has no such head
     */
    public static SequenceClassifier open(Checkpoint checkpoint, Numbers numbers, Device device) {
        Encoder encoder = Encoder.open(checkpoint, numbers, device);
        try {
            return of(checkpoint.config(), encoder);
        } catch (RuntimeException e) {
            encoder.close();
            throw e;
        }
    }

    /** The same on parameters that are there, which whoever gives them closes. */
    public static SequenceClassifier of(Config config, Parameters parameters) {
        return of(config, Encoder.of(config, parameters));
    }

    private static SequenceClassifier of(Config config, Encoder encoder) {
        return new SequenceClassifier(encoder, SequenceHead.of(config, encoder.spec(), encoder.parameters()));
    }

    /** The logits, [sequences, labels], in the scope of the caller. */
    public Tensor logits(TokenBatch batch) {
        return logits(batch, Observer.NONE);
    }

    /** The same while somebody looks. */
    public Tensor logits(TokenBatch batch, Observer observer) {
        try (Scope scope = Scope.open()) {
            return scope.keep(head.logits(encoder.hidden(batch, observer), batch.packing()));
        }
    }

    /** How many labels. */
    public int labels() {
        return head.labels();
    }

    /** What the head stands on. */
    public Encoder encoder() {
        return encoder;
    }

    /** What stands on it. */
    public SequenceHead head() {
        return head;
    }

    @Override
    public void close() {
        encoder.close();
    }
}
