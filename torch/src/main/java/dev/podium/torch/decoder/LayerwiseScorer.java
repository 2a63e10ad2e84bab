package dev.podium.torch.decoder;

import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.config.Config;
import dev.podium.torch.layer.Linear;
import dev.podium.torch.layer.Parameters;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * A decoder with a head of one number behind each of its later layers: what lies above the layer asked for is not calculated.
 *
 * <p>The score behind layer {@code n} is {@code cap(head_n(scale * norm(h_n)))} at the last token, with the final norm. Tokens can be
 * merged on the way ({@link TokenMerging}). Source: the public model cards and code of bge-reranker-v2-minicpm-layerwise and
 * bge-reranker-v2.5-gemma2-lightweight; the merging by plain means is re-derived from them.
 *
 * @since 0.1.0
 */
public final class LayerwiseScorer implements AutoCloseable {

    private final Decoder decoder;
    private final List<Linear> heads;
    private final int first;
    private final int step;

    private LayerwiseScorer(Decoder decoder, List<Linear> heads, int first, int step) {
        this.decoder = decoder;
        this.heads = List.copyOf(heads);
        this.first = first;
        this.step = step;
    }

    /**
     * The model of a checkpoint.
     *
     * @param parameters at the root
     * @throws ModelUnavailableException if it has no such heads
     */
    public static LayerwiseScorer of(Config config, Parameters parameters) {
        Decoder decoder = Decoder.of(config, parameters);
        int first = config.integer("start_layer");
        int step = config.integerOr(1, "layer_sep");
        List<Linear> heads = new ArrayList<>();
        for (int layer = first; layer <= decoder.spec().layers().size(); layer += step) {
            String own = "lm_head.%d.linear_head".formatted(heads.size());
            // With head_multi false one head serves all layers.
            heads.add(parameters.head(parameters.has(own + ".weight") ? own : "lm_head.linear_head"));
        }
        if (heads.getFirst().out() != 1) {
            throw new ModelUnavailableException(
                    "The heads of %s have %d outputs, and must have one.\nMaybe its \"head_type\" is not simple."
                            .formatted(config.source(), heads.getFirst().out()));
        }
        return new LayerwiseScorer(decoder, heads, first, step);
    }

    /** What turns tokens into vectors. */
    public Decoder decoder() {
        return decoder;
    }

    /** The layers that have a head. */
    public int[] cutoffs() {
        return IntStream.range(0, heads.size()).map(i -> first + i * step).toArray();
    }

    /**
     * Scores behind some layers, in one pass up to the last of them.
     *
     * @param cutoffs how many layers have been passed, ascending
     * @return [sequence][cutoff]
     */
    public float[][] scores(List<int[]> sequences, int... cutoffs) {
        List<int[]> last =
                sequences.stream().map(ids -> new int[] {ids.length - 1}).toList();
        try (Scope _ = Scope.open()) {
            List<Tensor> scores = new ArrayList<>();
            List<Tensor> hidden = decoder.at(sequences, last, cutoffs);
            for (int i = 0; i < cutoffs.length; i++) {
                scores.add(score(hidden.get(i), cutoffs[i]));
            }
            return CausalLm.rows(Tensors.cat(scores, -1));
        }
    }

    private Tensor score(Tensor hidden, int layer) {
        int at = (layer - first) / step;
        if (layer < first || at >= heads.size() || (layer - first) % step != 0) {
            throw new IllegalArgumentException(
                    "There is no head behind layer %d.\nMaybe one of %s.".formatted(layer, Arrays.toString(cutoffs())));
        }
        double scale = decoder.spec().headScale();
        double cap = decoder.spec().logitCap();
        Tensor score = heads.get(at).of(decoder.normed(hidden).times(scale));
        return cap == 0 ? score : score.over(cap).tanh().times(cap);
    }

    /**
     * The same while tokens are merged on the way.
     *
     * @param merged of each sequence, the tokens that may be merged
     * @return [sequence][cutoff]
     */
    public float[][] scores(
            List<int[]> sequences, List<TokenMerging.Part> merged, TokenMerging merging, int... cutoffs) {
        TreeSet<Integer> stops = new TreeSet<>();
        Arrays.stream(cutoffs).forEach(stops::add);
        int end = stops.last();
        merging.afterLayers().stream().filter(layer -> layer < end).forEach(stops::add);
        try (Scope _ = Scope.open()) {
            TokenMerging.Layout layout = new TokenMerging.Layout(
                    sequences.stream().mapToInt(ids -> ids.length).toArray(), merged);
            Tensor x = decoder.embedded(
                    sequences.stream().flatMapToInt(Arrays::stream).toArray());
            List<Tensor> scores = new ArrayList<>();
            int passed = 0;
            for (int layer : stops) {
                x = decoder.between(x, layout.lengths(), passed, layer);
                passed = layer;
                if (Arrays.stream(cutoffs).anyMatch(cutoff -> cutoff == layer)) {
                    scores.add(
                            score(x.pick(0, Tensors.indices(layout.lastRows()).to(decoder.device())), layer));
                }
                if (layer < end && merging.afterLayers().contains(layer)) {
                    x = merging.of(x, layout);
                    layout = merging.of(layout);
                }
            }
            return CausalLm.rows(Tensors.cat(scores, -1));
        }
    }

    @Override
    public void close() {
        decoder.close();
    }
}
