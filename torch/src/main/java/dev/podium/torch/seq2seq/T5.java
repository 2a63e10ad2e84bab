package dev.podium.torch.seq2seq;

import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.config.Config;
import dev.podium.torch.layer.Linear;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * T5 1.0, 1.1, Flan-T5 and mT5: an encoder, a decoder, and the head that makes decoder outputs into logits.
 *
 * <p>Logits are calculated for the tokens that are asked for: a reranker compares two of a vocabulary of 32,000.
 */
public final class T5 {

    private static final int ROWS = 256; // of the vocabulary's logits at a time: 32 MiB at 32,000 tokens

    private final T5Config config;
    private final T5Encoder encoder;
    private final T5Decoder decoder;
    private final Linear head;

    private T5(T5Config config, T5Encoder encoder, T5Decoder decoder, Linear head) {
        this.config = config;
        this.encoder = encoder;
        this.decoder = decoder;
        this.head = head;
    }

    /**
     * The model of a checkpoint.
     *
     * @throws ModelUnavailableException if it holds no decoder, or lacks a tensor
     */
    public static T5 of(Config config, Parameters parameters) {
        if (!parameters.hasUnder("decoder")) {
            throw new ModelUnavailableException(
                    "%s is of an encoder alone: there is no decoder in its weights.\nMaybe use it for embeddings."
                            .formatted(config.source()));
        }
        T5Config shape = T5Config.of(config);
        T5Encoder encoder = T5Encoder.of(shape, parameters);
        T5Decoder decoder = T5Decoder.of(shape, parameters);
        // A head of its own counts, whatever a flag says: files of transformers 5 call every head tied.
        Linear head = parameters.has("lm_head.weight")
                ? parameters.head("lm_head")
                : parameters.tied("lm_head", T5Encoder.embeddings(parameters, parameters.at("decoder")));
        return new T5(shape, encoder, decoder, head);
    }

    /** What reads. */
    public T5Encoder encoder() {
        return encoder;
    }

    /** What looks into the memory and writes. */
    public T5Decoder decoder() {
        return decoder;
    }

    /** The token that decoders begin with. */
    public int start() {
        return config.start();
    }

    /** The token that ends a text. */
    public int end() {
        return config.end();
    }

    /** Tokens of the vocabulary that have logits. */
    public int vocabulary() {
        return head.out();
    }

    /** Logits of the whole vocabulary. @param hidden [..., width] @return [..., vocabulary] */
    public Tensor logits(Tensor hidden) {
        return head.of(scaled(hidden));
    }

    /** Logits of some tokens, at the price of these. @param ids [k] @return [..., k] */
    public Tensor logits(Tensor hidden, Tensor ids) {
        return head.some(scaled(hidden), ids.to(hidden.device()));
    }

    private Tensor scaled(Tensor hidden) {
        return config.logitScale() == 1 ? hidden : hidden.times(config.logitScale());
    }

    /**
     * Logits of some tokens as the first of an answer: what monoT5 and RankT5 score by.
     *
     * @param ids of tokens, [k]
     * @return [sequences, k], in the scope of the caller
     */
    public Tensor firstLogits(Memory memory, Tensor ids) {
        try (Scope scope = Scope.open()) {
            Tensor hidden = decoder.hidden(memory, starts(memory.spans().size()), Observer.NONE);
            return scope.keep(logits(hidden.select(1, 0), ids));
        }
    }

    private Tensor starts(int sequences) {
        return decoder.embed(new int[] {config.start()}).expand(sequences, -1, -1);
    }

    /**
     * Goes one token on, and gives the logits of what may come next.
     *
     * @param tokens the last of each sequence; at first the {@linkplain #start() start}
     * @return [sequences, vocabulary], in the scope of the caller
     */
    public Tensor step(DecoderState state, int... tokens) {
        int[][] column = new int[tokens.length][];
        for (int i = 0; i < tokens.length; i++) {
            column[i] = new int[] {tokens[i]};
        }
        try (Scope scope = Scope.open()) {
            return scope.keep(logits(
                    decoder.next(state, decoder.embed(column), Observer.NONE).select(1, 0)));
        }
    }

    /**
     * How probable given answers are, token by token.
     *
     * @param answers one a memory, without the start; with the {@linkplain #end() end} where that is to be counted
     * @return natural logarithms, [tokens of all answers], answer after answer, in the scope of the caller
     */
    public Tensor logProbabilities(Memory memory, List<int[]> answers) {
        int longest = answers.stream().mapToInt(answer -> answer.length).max().orElse(0);
        int[][] shifted = new int[answers.size()][longest];
        List<Integer> places = new ArrayList<>();
        List<Integer> targets = new ArrayList<>();
        for (int i = 0; i < shifted.length; i++) {
            int[] answer = answers.get(i);
            for (int t = 0; t < answer.length; t++) {
                shifted[i][t] = t == 0 ? config.start() : answer[t - 1];
                places.add(i * longest + t);
                targets.add(answer[t]);
            }
        }
        try (Scope scope = Scope.open()) {
            Tensor hidden = decoder.hidden(memory, decoder.embed(shifted), Observer.NONE);
            Tensor rows = scaled(hidden.reshape(-1, hidden.size(2)).pick(0, indices(places, hidden)));
            List<Tensor> logs = new ArrayList<>();
            for (int from = 0; from < places.size(); from += ROWS) {
                int to = Math.min(places.size(), from + ROWS);
                try (Scope chunk = Scope.open()) {
                    Tensor logits = head.of(rows.slice(0, from, to));
                    Tensor chosen = logits.gather(
                            1, indices(targets.subList(from, to), hidden).unsqueeze(1));
                    logs.add(chunk.keep(chosen.squeeze(1).minus(logits.logSumExp(1, false))));
                }
            }
            return scope.keep(Tensors.cat(logs, 0));
        }
    }

    private static Tensor indices(List<Integer> numbers, Tensor beside) {
        return Tensors.indices(numbers.stream().mapToInt(Integer::intValue).toArray())
                .to(beside.device());
    }
}
