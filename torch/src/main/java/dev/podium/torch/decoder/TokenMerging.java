package dev.podium.torch.decoder;

import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * Neighbouring tokens become one on their way through the layers: their vectors are averaged, and the next layers see a shorter text.
 *
 * @param afterLayers how many layers have been passed when it happens
 * @param ratio how many tokens become one; the last ones of a part may be fewer
 * @since 0.1.0
 */
public record TokenMerging(List<Integer> afterLayers, int ratio) {

    /** The tokens of a sequence that may be merged: from one to another, which is not in it. */
    public record Part(int from, int to) {}

    /** Sequences end to end, and what may be merged of each. */
    record Layout(int[] lengths, List<Part> parts) {

        int[] lastRows() {
            int[] last = new int[lengths.length];
            int at = 0;
            for (int i = 0; i < last.length; i++) {
                at += lengths[i];
                last[i] = at - 1;
            }
            return last;
        }
    }

    /** Checks. */
    public TokenMerging {
        afterLayers = List.copyOf(afterLayers);
        if (ratio < 1) {
            throw new IllegalArgumentException(
                    "The tokens that become one (%d) must be at least 1.\nMaybe 2.".formatted(ratio));
        }
    }

    private int merged(Part part) {
        return (part.to() - part.from() + ratio - 1) / ratio;
    }

    /** The layout behind it. */
    Layout of(Layout before) {
        int[] lengths = before.lengths().clone();
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < lengths.length; i++) {
            Part part = before.parts().get(i);
            int merged = merged(part);
            lengths[i] += merged - (part.to() - part.from());
            parts.add(new Part(part.from(), part.from() + merged));
        }
        return new Layout(lengths, parts);
    }

    /** @param x [tokens, width] in the layout before @return [fewer tokens, width] */
    Tensor of(Tensor x, Layout before) {
        int rows = 0;
        for (int length : of(before).lengths()) {
            rows += length;
        }
        int[][] from = new int[ratio][rows];
        float[][] share = new float[ratio][rows];
        int row = 0;
        int start = 0;
        for (int i = 0; i < before.lengths().length; i++) {
            Part part = before.parts().get(i);
            for (int token = 0; token < before.lengths()[i]; row++) {
                boolean inside = token >= part.from() && token < part.to();
                int taken = inside ? Math.min(ratio, part.to() - token) : 1;
                for (int j = 0; j < ratio; j++) {
                    from[j][row] = start + token + Math.min(j, taken - 1);
                    share[j][row] = j < taken ? 1f / taken : 0;
                }
                token += taken;
            }
            start += before.lengths()[i];
        }
        Tensor sum = weighted(x, from[0], share[0]);
        for (int j = 1; j < ratio; j++) {
            sum = sum.plus(weighted(x, from[j], share[j]));
        }
        return sum;
    }

    private static Tensor weighted(Tensor x, int[] rows, float[] shares) {
        return x.pick(0, Tensors.indices(rows).to(x.device()))
                .times(Tensors.of(shares, shares.length, 1).to(x.device()));
    }
}
