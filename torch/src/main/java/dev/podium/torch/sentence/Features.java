package dev.podium.torch.sentence;

import dev.podium.torch.layer.Packing;
import dev.podium.torch.layer.TokenBatch;
import dev.podium.torch.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the modules of a folder hand on to each other while one batch goes through: tensors by the reference's names.
 *
 * <p>Tokens are packed, [tokens, width], and so their tensors have a dimension less than the reference's. Logits over a vocabulary are
 * not calculated until somebody asks, and only as many as he asks for: they are a hundred times wider than what they are made of.
 */
final class Features {

    /** One row a token. */
    static final String TOKENS = "token_embeddings";

    /** One row a text. */
    static final String TEXTS = "sentence_embedding";

    /** One row a pair. */
    static final String SCORES = "scores";

    /** Logits over a vocabulary, to be calculated. */
    interface Logits {

        /** Of all words, at each token of a text. @param text its place in the batch @return [tokens, vocabulary] */
        Tensor of(int text);

        /** Of some words, at the last token of each text. @return [texts, ids] */
        Tensor behind(int... ids);
    }

    private final List<Shown> shown;
    private final Task task;
    private final TokenBatch batch;
    private final Map<String, Tensor> tensors = new HashMap<>();
    private @Nullable Logits logits;
    private boolean[] counted;

    Features(List<Shown> shown, Task task) {
        this.shown = List.copyOf(shown);
        this.task = task;
        this.batch = batch(shown);
        this.counted = new boolean[batch.packing().tokens()];
        java.util.Arrays.fill(counted, true);
    }

    private static TokenBatch batch(List<Shown> shown) {
        List<int[]> ids = shown.stream().map(Shown::ids).toList();
        List<int[]> types = shown.stream().map(Shown::types).toList();
        if (shown.stream().allMatch(Shown::whole)) {
            return TokenBatch.of(ids, types);
        }
        List<int[]> mask = new ArrayList<>();
        for (Shown one : shown) {
            int[] row = new int[one.length()];
            java.util.Arrays.fill(row, 0, one.seen(), 1);
            mask.add(row);
        }
        return TokenBatch.masked(ids.toArray(int[][]::new), types.toArray(int[][]::new), mask.toArray(int[][]::new));
    }

    /** The texts, in the order of the batch. */
    List<Shown> shown() {
        return shown;
    }

    /** What they are encoded for. */
    Task task() {
        return task;
    }

    /** Their tokens. */
    TokenBatch batch() {
        return batch;
    }

    /** Where each text lies among the tokens. */
    Packing packing() {
        return batch.packing();
    }

    /**
     * A tensor by name.
     *
     * @throws IllegalStateException if no module made it
     */
    Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalStateException(
                    "No module of the model has made \"%s\"; there is %s.\nMaybe modules.json lacks a module, or has them in another order."
                            .formatted(name, tensors.keySet()));
        }
        return tensor;
    }

    /** A tensor by name, or null. */
    @Nullable
    Tensor tensorIfThere(String name) {
        return tensors.get(name);
    }

    /** Hands a tensor on. */
    void put(String name, Tensor tensor) {
        tensors.put(name, tensor);
    }

    /** Hands logits on. */
    void put(Logits given) {
        logits = given;
    }

    /** The logits. @throws IllegalStateException if the network has no vocabulary to answer in */
    Logits logits() {
        if (logits == null) {
            throw new IllegalStateException(
                    "A module asks for logits over the vocabulary, and the network before it gives none.\nMaybe transformer_task in sentence_bert_config.json is of another model.");
        }
        return logits;
    }

    /** Which tokens count in late interaction, [tokens]; at first all. Changed in place. */
    boolean[] counted() {
        return counted;
    }
}
