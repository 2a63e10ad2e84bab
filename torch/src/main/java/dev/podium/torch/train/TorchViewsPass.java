package dev.podium.torch.train;

import dev.podium.model.train.TrainableViews;
import java.util.Arrays;

/** A forward pass over lists by views, whose scores and anchors take their gradient back together. */
final class TorchViewsPass implements TrainableViews.ViewsPass {

    private final OpenOutput output;
    private final int scores;
    private final int anchors;
    private final int width;

    /**
     * @param output the scores, then the anchors row after row, in one vector
     * @param scores how many
     * @param anchors how many
     */
    TorchViewsPass(OpenOutput output, int scores, int anchors) {
        this.output = output;
        this.scores = scores;
        this.anchors = anchors;
        this.width = Math.toIntExact((output.tensor().elements() - scores) / anchors);
    }

    @Override
    public double[] scores() {
        return Arrays.copyOf(output.tensor().doubles(), scores);
    }

    @Override
    public int size() {
        return scores;
    }

    @Override
    public float[][] anchors() {
        float[] all = output.tensor().floats();
        float[][] rows = new float[anchors][];
        for (int i = 0; i < anchors; i++) {
            int from = scores + i * width;
            rows[i] = Arrays.copyOfRange(all, from, from + width);
        }
        return rows;
    }

    @Override
    public void backward(double[] gradient) {
        backward(gradient, new float[anchors][width]);
    }

    @Override
    public void backward(double[] ofScores, float[][] ofAnchors) {
        if (ofScores.length != scores || ofAnchors.length != anchors) {
            throw new IllegalArgumentException(
                    "The gradients (%d and %d) must be as many as the scores (%d) and the anchors (%d)."
                            .formatted(ofScores.length, ofAnchors.length, scores, anchors));
        }
        float[] flat = new float[scores + anchors * width];
        for (int i = 0; i < scores; i++) {
            flat[i] = (float) ofScores[i];
        }
        for (int i = 0; i < anchors; i++) {
            if (ofAnchors[i].length != width) {
                throw new IllegalArgumentException("The gradient of anchor %d has %d numbers and must have %d."
                        .formatted(i, ofAnchors[i].length, width));
            }
            System.arraycopy(ofAnchors[i], 0, flat, scores + i * width, width);
        }
        output.backward(flat);
    }

    @Override
    public void close() {
        output.close();
    }
}
