package dev.podium.torch.decoder;

import dev.podium.torch.layer.Observer;
import dev.podium.torch.tensor.Tensor;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * How much attention some tokens of a sequence pay to spans of others, layer by layer and head by head.
 *
 * <p>Probabilities are summed as they come: what is kept is one number for each layer, head and span, however long the text. For each
 * sequence it is the mean over the rows of the sum over the span's tokens, in 0..1.
 *
 * <pre>{@code
 * AttentionMass mass = AttentionMass.of(rows, spans, layers).inLayers(layer -> layer >= 8);
 * decoder.hidden(batch, mass);
 * double toTheSecondPassage = mass.total(0)[1];
 * }</pre>
 *
 * @since 0.1.0
 */
public final class AttentionMass implements Observer {

    /** Neighbouring tokens of one sequence: from one to another, which is not in it. */
    public record Tokens(int from, int to) {}

    private final List<Rows> rows;
    private final List<List<Tokens>> spans;
    private final double[][][][] sums; // [sequence][layer][head][span]
    private IntPredicate layers = layer -> true;
    private IntPredicate heads = head -> true;
    private final int count;

    private AttentionMass(List<Rows> rows, List<List<Tokens>> spans, int count) {
        this.rows = List.copyOf(rows);
        this.spans = List.copyOf(spans);
        this.count = count;
        this.sums = new double[rows.size()][count][0][];
    }

    /**
     * Nothing seen yet.
     *
     * @param rows of each sequence, whose attention is wanted
     * @param spans of each sequence, to which it goes
     * @param layers of the decoder
     */
    public static AttentionMass of(List<Rows> rows, List<List<Tokens>> spans, int layers) {
        if (rows.size() != spans.size()) {
            throw new IllegalArgumentException(
                    "The rows (of %d sequences) must be of as many sequences as the spans (%d)."
                            .formatted(rows.size(), spans.size()));
        }
        return new AttentionMass(rows, spans, layers);
    }

    /** The same of some layers alone, numbered from 0; no other is calculated. */
    public AttentionMass inLayers(IntPredicate some) {
        AttentionMass mass = new AttentionMass(rows, spans, count);
        mass.layers = some;
        mass.heads = heads;
        return mass;
    }

    /** The same of some heads alone, numbered from 0. */
    public AttentionMass inHeads(IntPredicate some) {
        AttentionMass mass = new AttentionMass(rows, spans, count);
        mass.layers = layers;
        mass.heads = some;
        return mass;
    }

    @Override
    public @Nullable Rows attentionOf(int layer, int sequence, int queries) {
        return layers.test(layer) ? rows.get(sequence) : null;
    }

    @Override
    public void attention(int layer, int sequence, Tensor probabilities) {
        int keys = probabilities.size(2);
        float[] means = probabilities.mean(1, false).floats(); // [heads, keys]
        double[][] of = new double[means.length / keys][];
        for (int head = 0; head < of.length; head++) {
            of[head] = heads.test(head) ? sums(means, head * keys, keys, spans.get(sequence)) : new double[0];
        }
        sums[sequence][layer] = of;
    }

    private static double[] sums(float[] means, int from, int keys, List<Tokens> spans) {
        double[] before = new double[keys + 1];
        for (int key = 0; key < keys; key++) {
            before[key + 1] = before[key] + means[from + key];
        }
        return spans.stream()
                .mapToDouble(span -> before[span.to()] - before[span.from()])
                .toArray();
    }

    /** The mass of one layer and head. @return [span]; empty for a layer or head that was left out */
    public double[] at(int sequence, int layer, int head) {
        double[][] of = sums[sequence][layer];
        return head < of.length ? of[head].clone() : new double[0];
    }

    /** The sum over the layers and heads that were not left out. @return [span] */
    public double[] total(int sequence) {
        double[] total = new double[spans.get(sequence).size()];
        for (double[][] layer : sums[sequence]) {
            for (double[] head : layer) {
                for (int span = 0; span < head.length; span++) {
                    total[span] += head[span];
                }
            }
        }
        return total;
    }
}
