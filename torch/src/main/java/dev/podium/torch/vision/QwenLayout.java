package dev.podium.torch.vision;

import dev.podium.torch.layer.Packing;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where patches stand: their places in the picture, and the windows that they see each other in.
 *
 * @param order of tokens in the network, of the tokens as the text has them: window after window
 * @param rows of each patch in its picture, in the network's order
 * @param columns the same
 * @param whole patches that see each other where all of a frame is seen
 * @param windows patches that see each other where only a window is
 */
@SuppressWarnings("ArrayRecordComponent") // seen in this package alone
record QwenLayout(int[] order, int[] rows, int[] columns, Packing whole, Packing windows) {

    /**
     * @param merge patches along each side of a token
     * @param window tokens along each side of a window; 0 for none
     */
    static QwenLayout of(List<Grid> grids, int merge, int window) {
        List<Integer> order = new ArrayList<>();
        List<Integer> rows = new ArrayList<>();
        List<Integer> columns = new ArrayList<>();
        List<Integer> frames = new ArrayList<>();
        List<Integer> windows = new ArrayList<>();
        int first = 0;
        for (Grid grid : grids) {
            int high = grid.rows() / merge;
            int wide = grid.columns() / merge;
            int stepDown = window == 0 ? high : window;
            int stepRight = window == 0 ? wide : window;
            for (int frame = 0; frame < grid.frames(); frame++) {
                for (int top = 0; top < high; top += stepDown) {
                    for (int left = 0; left < wide; left += stepRight) {
                        int before = order.size();
                        for (int y = top; y < Math.min(high, top + stepDown); y++) {
                            for (int x = left; x < Math.min(wide, left + stepRight); x++) {
                                order.add(first + (frame * high + y) * wide + x);
                                for (int patch = 0; patch < merge * merge; patch++) {
                                    rows.add(y * merge + patch / merge);
                                    columns.add(x * merge + patch % merge);
                                }
                            }
                        }
                        windows.add((order.size() - before) * merge * merge);
                    }
                }
                frames.add(grid.rows() * grid.columns());
            }
            first += grid.tokens(merge);
        }
        return new QwenLayout(
                ints(order), ints(rows), ints(columns), Packing.of(ints(frames)), Packing.of(ints(windows)));
    }

    /** Whether the network's order is the text's. */
    boolean inOrder() {
        return IntStream.range(0, order.length).allMatch(i -> order[i] == i);
    }

    /** Where each token of the text is in the network's order. */
    int[] back() {
        int[] back = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            back[order[i]] = i;
        }
        return back;
    }

    private static int[] ints(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).toArray();
    }
}
