package dev.podium.torch.encoder;

import dev.podium.torch.layer.Packing;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Functional;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;

/**
 * Sequences of about one length, filled up to the same, so that they go through attention as one batch.
 *
 * <p>On a graphics processor a call costs as much as the arithmetic of a short sequence, and a batch has as many lengths as it has room
 * for: filling up is cheaper there than a call for each length. On a CPU it is not, and nothing is filled up.
 *
 * @param rows [sequences * length], which token stands at each place; the first of the batch where there is none
 * @param hidden [sequences, 1, 1, length], 0 for a token and -inf where there is none
 * @param back [tokens], where each token of these sequences stands
 * @param sequences how many
 * @param length of each
 */
record Padded(Tensor rows, Tensor hidden, Tensor back, int sequences, int length) {

    /** Lengths are rounded up to a multiple of this; fused attention likes its mask aligned. */
    private static final int STEP = 16;

    /**
     * The sequences of a batch, in their order; none if they are better left as they are.
     *
     * @param packing sorted by length, or there are more of these than need be
     * @param places what attention knows of places; only where it is nothing
     */
    static List<Padded> of(Packing packing, Places places, Dropouts dropouts, Device device) {
        if (device.equals(Device.CPU)
                || !places.equals(Places.NONE)
                || dropouts.attention().drops()
                || !packing.segments().stream().allMatch(Packing.Segment::whole)) {
            return List.of();
        }
        return of(packing, device);
    }

    /** The same, wherever it is calculated. @param packing of whole sequences */
    static List<Padded> of(Packing packing, Device device) {
        List<Padded> all = new ArrayList<>();
        List<Packing.Segment> segments = packing.segments();
        int from = 0;
        for (int i = 1; i <= segments.size(); i++) {
            if (i == segments.size() || steps(segments.get(i)) != steps(segments.get(from))) {
                all.add(of(segments.subList(from, i), device));
                from = i;
            }
        }
        return all;
    }

    private static int steps(Packing.Segment segment) {
        return (segment.length() + STEP - 1) / STEP;
    }

    private static Padded of(List<Packing.Segment> segments, Device device) {
        int length = STEP * steps(segments.getFirst());
        int first = segments.getFirst().from();
        long[] rows = new long[segments.size() * length];
        float[] hidden = new float[rows.length];
        long[] back = new long[segments.getLast().to() - first];
        for (int i = 0; i < segments.size(); i++) {
            Packing.Segment segment = segments.get(i);
            for (int at = 0; at < length; at++) {
                boolean there = at < segment.length();
                rows[i * length + at] = there ? segment.from() + at : first;
                hidden[i * length + at] = there ? 0 : Float.NEGATIVE_INFINITY;
                if (there) {
                    back[segment.from() - first + at] = (long) i * length + at;
                }
            }
        }
        return new Padded(
                Tensors.of(rows, rows.length).to(device),
                Tensors.of(hidden, segments.size(), 1, 1, length).to(device),
                Tensors.of(back, back.length).to(device),
                segments.size(),
                length);
    }

    /**
     * What the queries of these sequences find.
     *
     * @param q queries of the whole batch, [tokens, heads, width of a head]
     * @param k keys
     * @param v values
     * @return [tokens of these sequences, heads * width of a head]
     */
    Tensor attended(Tensor q, Tensor k, Tensor v, double scale) {
        Tensor bias = hidden.expand(sequences, q.size(1), length, length);
        return Functional.attention(filled(q), filled(k), filled(v), bias, false, scale)
                .transpose(1, 2)
                .reshape((long) sequences * length, -1)
                .pick(0, back);
    }

    /** [sequences, heads, length, width of a head]. */
    private Tensor filled(Tensor x) {
        return x.pick(0, rows).reshape(sequences, length, x.size(1), -1).transpose(1, 2);
    }
}
