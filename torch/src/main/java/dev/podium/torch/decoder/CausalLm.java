package dev.podium.torch.decoder;

import dev.podium.torch.config.Config;
import dev.podium.torch.layer.Linear;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A decoder with the head that tells what token comes next.
 *
 * <p>Logits are calculated at the places and, where asked, for the tokens that are asked for: a vocabulary is a hundred times as wide
 * as a vector.
 *
 * @since 0.1.0
 */
public final class CausalLm implements AutoCloseable {

    // Rows whose logits are in memory at a time, where only some of their numbers are kept: 150 MB for 150,000 tokens.
    private static final int ROWS_AT_A_TIME = 256;

    private final Decoder decoder;
    private final Linear head;

    private CausalLm(Decoder decoder, Linear head) {
        this.decoder = decoder;
        this.head = head;
    }

    /** The model of a checkpoint. @param parameters at the root */
    public static CausalLm of(Config config, Parameters parameters) {
        Decoder decoder = Decoder.of(config, parameters);
        boolean tied = decoder.spec().tied() || !hasHead(parameters);
        Linear head = tied ? parameters.tied("lm_head", decoder.embeddings()) : head(parameters);
        return new CausalLm(decoder, head);
    }

    private static boolean hasHead(Parameters parameters) {
        return parameters.has("lm_head.weight") || parameters.has("language_model.lm_head.weight");
    }

    private static Linear head(Parameters parameters) {
        return parameters.has("lm_head.weight")
                ? parameters.head("lm_head")
                : parameters.at("language_model").head("lm_head");
    }

    /** What turns tokens into vectors. */
    public Decoder decoder() {
        return decoder;
    }

    /** The head, a row of weights a token. */
    public Linear head() {
        return head;
    }

    /** Tokens that it knows. */
    public int vocabulary() {
        return head.out();
    }

    // ---------------------------------------------------------------- of vectors

    /** @param hidden [..., width], after the final norm @return [..., vocabulary] */
    public Tensor logits(Tensor hidden) {
        return capped(head.of(scaled(hidden)));
    }

    /** The logits of some tokens alone. @return [..., tokens] */
    public Tensor logits(Tensor hidden, int... tokens) {
        return capped(head.some(scaled(hidden), Tensors.indices(tokens).to(decoder.device())));
    }

    private Tensor scaled(Tensor hidden) {
        double scale = decoder.spec().headScale();
        return scale == 1 ? hidden : hidden.times(scale);
    }

    private Tensor capped(Tensor logits) {
        double cap = decoder.spec().logitCap();
        return cap == 0 ? logits : logits.over(cap).tanh().times(cap);
    }

    // ---------------------------------------------------------------- of prompts

    /**
     * The logits behind each prompt of some tokens, such as those of no and yes.
     *
     * @return [prompt][token]
     */
    public float[][] lastLogits(List<int[]> prompts, int... tokens) {
        try (Scope _ = Scope.open()) {
            return rows(logits(decoder.last(prompts), tokens));
        }
    }

    /** The logits behind each prompt of all tokens. @return [prompt][token] */
    public float[][] lastLogits(List<int[]> prompts) {
        try (Scope _ = Scope.open()) {
            return rows(logits(decoder.last(prompts)));
        }
    }

    /**
     * By how much the logit of one token is above that of another behind each prompt: one product with the difference of their rows,
     * unless logits are bent before.
     */
    public float[] differences(List<int[]> prompts, int of, int to) {
        try (Scope _ = Scope.open()) {
            Tensor hidden = decoder.last(prompts);
            if (decoder.spec().logitCap() == 0 && head.bias() == null) {
                Tensor rows = head.weight().pick(0, Tensors.indices(of, to).to(decoder.device()));
                Tensor difference = rows.slice(0, 0, 1).minus(rows.slice(0, 1, 2));
                return scaled(hidden).matmul(difference.transpose(0, 1)).floats();
            }
            Tensor both = logits(hidden, of, to);
            return both.select(-1, 0).minus(both.select(-1, 1)).floats();
        }
    }

    /**
     * How probable continuations are behind a prompt, token by token, as if each had been written.
     *
     * @param sequences prompt and continuation together
     * @param promptTokens how many of each sequence are the prompt, at least 1
     * @return natural logarithms, [sequence][token of the continuation]
     */
    public float[][] logProbs(List<int[]> sequences, int[] promptTokens) {
        List<int[]> places = new ArrayList<>();
        List<Integer> targets = new ArrayList<>();
        for (int i = 0; i < sequences.size(); i++) {
            int[] ids = sequences.get(i);
            int from = promptTokens[i];
            if (from < 1 || from > ids.length) {
                throw new IllegalArgumentException(
                        "The prompt of sequence %d (%d tokens) must be in [1, %d].\nMaybe begin with the mark of a beginning."
                                .formatted(i, from, ids.length));
            }
            int[] before = new int[ids.length - from];
            Arrays.setAll(before, j -> from - 1 + j);
            places.add(before);
            Arrays.stream(ids, from, ids.length).forEach(targets::add);
        }
        try (Scope _ = Scope.open()) {
            return cut(chosen(decoder.at(sequences, places), targets), places);
        }
    }

    private float[] chosen(Tensor hidden, List<Integer> targets) {
        float[] all = new float[targets.size()];
        for (int from = 0; from < all.length; from += ROWS_AT_A_TIME) {
            int to = Math.min(all.length, from + ROWS_AT_A_TIME);
            try (Scope _ = Scope.open()) {
                Tensor logits = logits(hidden.slice(0, from, to));
                int[] tokens =
                        targets.subList(from, to).stream().mapToInt(i -> i).toArray();
                Tensor picked = logits.gather(
                        1, Tensors.indices(tokens).to(decoder.device()).unsqueeze(1));
                float[] some = picked.minus(logits.logSumExp(1, true)).floats();
                System.arraycopy(some, 0, all, from, some.length);
            }
        }
        return all;
    }

    private static float[][] cut(float[] all, List<int[]> places) {
        float[][] cut = new float[places.size()][];
        int at = 0;
        for (int i = 0; i < cut.length; i++) {
            cut[i] = Arrays.copyOfRange(all, at, at + places.get(i).length);
            at += places.get(i).length;
        }
        return cut;
    }

    static float[][] rows(Tensor matrix) {
        float[] all = matrix.floats();
        int width = matrix.size(-1);
        float[][] rows = new float[all.length / Math.max(1, width)][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(all, i * width, (i + 1) * width);
        }
        return rows;
    }

    @Override
    public void close() {
        decoder.close();
    }
}
