package dev.podium.torch.decoder;

import dev.podium.torch.config.Config;
import dev.podium.torch.layer.Linear;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * A decoder with the head {@code score}: labels of a sequence, from the vector of its last token.
 *
 * <p>The last token is the last one that is not the padding token, <b>whatever else it may mean</b>: where the end of a text is marked
 * by the same token that pads, as in Llama 2, the one before it counts. Checkpoints are trained that way.
 *
 * @since 0.1.0
 */
public final class SequenceScorer implements AutoCloseable {

    private static final int NO_PADDING = -1;

    private final Decoder decoder;
    private final Linear head;
    private final int padding;

    private SequenceScorer(Decoder decoder, Linear head, int padding) {
        this.decoder = decoder;
        this.head = head;
        this.padding = padding;
    }

    /** The model of a checkpoint. @param parameters at the root */
    public static SequenceScorer of(Config config, Parameters parameters) {
        Config text = config.under("text_config");
        return new SequenceScorer(
                Decoder.of(config, parameters),
                parameters.head("score"),
                config.integerOr(text.integerOr(NO_PADDING, "pad_token_id"), "pad_token_id"));
    }

    /** What turns tokens into vectors. */
    public Decoder decoder() {
        return decoder;
    }

    /** The head, [labels, width]. */
    public Linear head() {
        return head;
    }

    /** How many labels. */
    public int labels() {
        return head.out();
    }

    /** @param sequences without padding, unless it was meant @return [sequences, labels] */
    public Tensor logits(List<int[]> sequences) {
        List<int[]> places = new ArrayList<>();
        for (int[] ids : sequences) {
            places.add(new int[] {last(ids)});
        }
        try (Scope scope = Scope.open()) {
            return scope.keep(head.of(decoder.at(sequences, places)));
        }
    }

    /** Where the vector is taken from. */
    int last(int[] ids) {
        if (padding == NO_PADDING) {
            return ids.length - 1;
        }
        int last = ids.length - 1;
        while (last > 0 && ids[last] == padding) {
            last--;
        }
        return last;
    }

    @Override
    public void close() {
        decoder.close();
    }
}
