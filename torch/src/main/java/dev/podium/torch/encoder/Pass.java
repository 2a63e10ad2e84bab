package dev.podium.torch.encoder;

import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.Packing;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One forward pass: what its layers share.
 *
 * @param packing where each sequence lies
 * @param groups sequences of equal length side by side
 * @param sights by reach, of each group
 * @param padded all sequences, filled up to a few lengths, where attention is faster so; else none
 * @param places what the family knows of places
 * @param dropouts what drops, in a pass to learn from
 * @param shown [tokens, 1], 0 for tokens that are hidden; null where none is
 * @param joining what happens where sublayers' outputs are added
 * @param observer who looks
 */
record Pass(
        Packing packing,
        List<Packing.Group> groups,
        Map<Integer, List<Sight>> sights,
        List<Padded> padded,
        Places.OfBatch places,
        Dropouts dropouts,
        @Nullable Tensor shown,
        Joining joining,
        Observer observer) {

    /** Begins, in the scope of the caller. */
    static Pass of(
            EncoderSpec spec,
            Packing packing,
            Places places,
            Dropouts dropouts,
            Device device,
            Joining joining,
            Observer observer) {
        List<Packing.Group> groups = packing.groups();
        Places.OfBatch ofBatch = places.of(packing);
        Map<Integer, List<Sight>> sights = new HashMap<>();
        for (int layer = 0; layer < spec.layers().size(); layer++) {
            sights.computeIfAbsent(
                    ofBatch.reach(layer),
                    reach -> Sight.of(groups, reach, spec.padding() == EncoderSpec.Padding.BLIND, device));
        }
        List<Padded> padded = observer.equals(Observer.NONE) ? Padded.of(packing, places, dropouts, device) : List.of();
        return new Pass(packing, groups, sights, padded, ofBatch, dropouts, shown(packing, device), joining, observer);
    }

    private static @Nullable Tensor shown(Packing packing, Device device) {
        if (packing.segments().stream().allMatch(Packing.Segment::whole)) {
            return null;
        }
        float[] shown = new float[packing.tokens()];
        for (Packing.Segment segment : packing.segments()) {
            for (int i = segment.firstKey(); i < segment.lastKey(); i++) {
                shown[segment.from() + i] = 1;
            }
        }
        return Tensors.of(shown, shown.length, 1).to(device);
    }

    /** The sights of a layer, one a group. */
    List<Sight> sights(int layer) {
        return sights.getOrDefault(places.reach(layer), List.of());
    }

    /** Zero where tokens are hidden. @param x [tokens, ...] */
    Tensor hiddenToZero(Tensor x) {
        return shown == null ? x : x.times(shown);
    }
}
