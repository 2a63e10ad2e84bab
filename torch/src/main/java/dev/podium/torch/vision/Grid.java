package dev.podium.torch.vision;

/**
 * How many patches a picture was cut into.
 *
 * @param frames in time; 1 for a picture
 * @param rows of patches
 * @param columns of patches
 */
public record Grid(int frames, int rows, int columns) {

    /** Its patches. */
    public int patches() {
        return frames * rows * columns;
    }

    /** Tokens that the text has for it. @param merge patches along each side of a token */
    public int tokens(int merge) {
        return patches() / (merge * merge);
    }
}
