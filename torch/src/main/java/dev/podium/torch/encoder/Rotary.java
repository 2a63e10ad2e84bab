package dev.podium.torch.encoder;

import dev.podium.torch.encoder.EncoderSpec.Relation.Rotary.Turn;
import dev.podium.torch.layer.Packing;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Queries and keys are turned in planes, by angles that grow with their place, so that their products know the distance.
 *
 * <p>Number i and number i + half of a head are one plane. Source: RoFormer, arXiv 2104.09864, section 3.2.2, in the order of
 * numbers that the reference implementation has.
 *
 * @param layers each one's base and reach
 * @param headWidth numbers of a head
 * @param device where it is calculated
 */
record Rotary(List<Turn> layers, int headWidth, Device device) implements Places {

    private record Angles(Tensor cosines, Tensor sines) {

        Angles of(Tensor rows) {
            return new Angles(cosines.pick(0, rows), sines.pick(0, rows));
        }
    }

    @Override
    public OfBatch of(Packing packing) {
        int[] places = new int[packing.tokens()];
        int longest = 0;
        for (Packing.Segment segment : packing.segments()) {
            for (int i = 0; i < segment.length(); i++) {
                places[segment.from() + i] = i;
            }
            longest = Math.max(longest, segment.length());
        }
        Tensor rows = Tensors.indices(places).to(device);
        Map<Double, Angles> byTheta = new HashMap<>();
        int farthest = longest;
        List<Angles> byLayer = layers.stream()
                .map(turn -> byTheta.computeIfAbsent(
                        turn.theta(), theta -> angles(farthest, theta).of(rows)))
                .toList();
        return new OfBatch() {
            @Override
            public Tensor turned(int layer, Tensor x) {
                return turn(x, byLayer.get(layer));
            }

            @Override
            public int reach(int layer) {
                return layers.get(layer).reach();
            }
        };
    }

    /** Of the places from 0, [places, 1, half a head] each. */
    private Angles angles(int places, double theta) {
        int half = headWidth / 2;
        float[] cosines = new float[places * half];
        float[] sines = new float[cosines.length];
        for (int i = 0; i < half; i++) {
            // The reference has frequencies and angles in float32; far out its rounding can be seen.
            float frequency = 1 / (float) Math.pow(theta, (float) (2.0 * i / headWidth));
            for (int place = 0; place < places; place++) {
                float angle = place * frequency;
                cosines[place * half + i] = (float) Math.cos(angle);
                sines[place * half + i] = (float) Math.sin(angle);
            }
        }
        return new Angles(
                Tensors.of(cosines, places, 1, half).to(device),
                Tensors.of(sines, places, 1, half).to(device));
    }

    private Tensor turn(Tensor x, Angles angles) {
        int half = headWidth / 2;
        Tensor a = x.slice(-1, 0, half);
        Tensor b = x.slice(-1, half, headWidth);
        Tensor cos = angles.cosines();
        Tensor sin = angles.sines();
        return Tensors.cat(
                List.of(a.times(cos).minus(b.times(sin)), b.times(cos).plus(a.times(sin))), -1);
    }
}
