package dev.podium.torch.vision;

import java.util.Arrays;
import java.util.List;

/**
 * Positions of tokens in time, height and width: text counts on in all three at once, a picture spans a block of them.
 *
 * <p>Source: multimodal rotary position embedding, arXiv 2409.12191, section 2.1.
 *
 * @param axes [time, height, width][token]
 * @param next the position of the token behind the last, on every axis
 */
@SuppressWarnings("ArrayRecordComponent") // handed to the decoder as it is
public record QwenPositions(int[][] axes, int next) {

    /**
     * The positions of a prompt.
     *
     * @param ids with as many picture tokens as the pictures have
     * @param pictureToken stands for a square of patches
     * @param grids of the pictures, in the order of the text
     * @param merge patches along each side of a token
     */
    public static QwenPositions of(int[] ids, int pictureToken, List<Grid> grids, int merge) {
        int[][] axes = new int[3][ids.length];
        int next = 0;
        int picture = 0;
        for (int i = 0; i < ids.length; ) {
            if (ids[i] != pictureToken) {
                for (int[] axis : axes) {
                    axis[i] = next;
                }
                next++;
                i++;
                continue;
            }
            Grid grid = picture < grids.size() ? grids.get(picture++) : new Grid(0, 0, 0);
            int tokens = grid.tokens(merge);
            if (tokens == 0 || i + tokens > ids.length || !all(ids, i, i + tokens, pictureToken)) {
                throw new IllegalArgumentException(
                        "The picture tokens from %d on do not fit to the pictures %s.\nMaybe expand the prompt by the same pictures."
                                .formatted(i, grids));
            }
            int high = grid.rows() / merge;
            int wide = grid.columns() / merge;
            for (int token = 0; token < tokens; token++) {
                axes[0][i + token] = next + token / (high * wide);
                axes[1][i + token] = next + token / wide % high;
                axes[2][i + token] = next + token % wide;
            }
            next += Math.max(grid.frames(), Math.max(high, wide));
            i += tokens;
        }
        if (picture < grids.size()) {
            throw new IllegalArgumentException(
                    "The prompt has places for %d pictures of %d.".formatted(picture, grids.size()));
        }
        return new QwenPositions(axes, next);
    }

    private static boolean all(int[] ids, int from, int to, int id) {
        return Arrays.stream(ids, from, to).allMatch(one -> one == id);
    }

    /**
     * A prompt in which the one token of each picture comes as often as the picture has tokens.
     *
     * @param ids with one picture token a picture
     */
    public static int[] expand(int[] ids, int pictureToken, List<Grid> grids, int merge) {
        long places = Arrays.stream(ids).filter(id -> id == pictureToken).count();
        if (places != grids.size()) {
            throw new IllegalArgumentException(
                    "The prompt has %d picture tokens (%d), and there are %d pictures.\nMaybe a text contained the token itself."
                            .formatted(places, pictureToken, grids.size()));
        }
        int[] expanded = new int
                [ids.length
                        - grids.size()
                        + grids.stream().mapToInt(grid -> grid.tokens(merge)).sum()];
        int at = 0;
        int picture = 0;
        for (int id : ids) {
            int times = id == pictureToken ? grids.get(picture++).tokens(merge) : 1;
            Arrays.fill(expanded, at, at + times, id);
            at += times;
        }
        return expanded;
    }
}
