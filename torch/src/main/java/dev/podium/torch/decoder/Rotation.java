package dev.podium.torch.decoder;

import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.List;

/**
 * The rotations of one pass's rows, by one {@link RopeSpec}.
 *
 * @param width numbers of a head that are turned
 * @param cos [rows, 1, width], of each pair twice
 * @param sin the same, negative in the first half
 */
record Rotation(int width, Tensor cos, Tensor sin) {

    /** @param positions [axis][row]; one axis where a position is one number @param regime of all rows */
    static Rotation of(RopeSpec rope, int[][] positions, int regime, Device device) {
        float[] frequencies = rope.frequencies(regime);
        int[] axes = axes(rope.sections(), frequencies.length, positions.length);
        int rows = positions[0].length;
        float[] angles = new float[rows * frequencies.length];
        for (int row = 0; row < rows; row++) {
            for (int pair = 0; pair < frequencies.length; pair++) {
                angles[row * frequencies.length + pair] = positions[axes[pair]][row] * frequencies[pair];
            }
        }
        Tensor angle = Tensors.of(angles, rows, 1, frequencies.length);
        double amplitude = rope.amplitude();
        Tensor cos = scaled(angle.cos(), amplitude);
        Tensor sin = scaled(angle.sin(), amplitude);
        return new Rotation(
                rope.width(),
                Tensors.cat(List.of(cos, cos), -1).to(device),
                Tensors.cat(List.of(sin.negated(), sin), -1).to(device));
    }

    private static Tensor scaled(Tensor x, double amplitude) {
        return amplitude == 1 ? x : x.times(amplitude);
    }

    /** Which axis of the position turns each pair. */
    private static int[] axes(List<Integer> sections, int pairs, int axes) {
        int[] axisOf = new int[pairs];
        if (axes > 1) {
            int pair = 0;
            for (int axis = 0; axis < sections.size(); axis++) {
                for (int i = 0; i < sections.get(axis) && pair < pairs; i++) {
                    axisOf[pair++] = axis;
                }
            }
        }
        return axisOf;
    }

    /** @param heads [rows, heads, head width] */
    Tensor of(Tensor heads) {
        int whole = heads.size(-1);
        Tensor turned = width == whole ? heads : heads.slice(-1, 0, width);
        int half = width / 2;
        Tensor exchanged = Tensors.cat(List.of(turned.slice(-1, half, width), turned.slice(-1, 0, half)), -1);
        Tensor result = turned.times(cos).addProductInPlace(exchanged, sin);
        return width == whole ? result : Tensors.cat(List.of(result, heads.slice(-1, width, whole)), -1);
    }
}
