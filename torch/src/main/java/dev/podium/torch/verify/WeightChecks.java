package dev.podium.torch.verify;

import dev.podium.torch.config.Config;
import dev.podium.weights.TensorView;
import dev.podium.weights.Weights;
import java.io.IOException;
import java.util.List;

/** Checks of weights themselves. */
final class WeightChecks {

    private WeightChecks() {}

    /** The first rows of a quantised tensor, as numbers. */
    static Finding dequantise(Config check, Subject subject, Comparison comparison) throws IOException {
        try (Weights weights = Weights.open(subject.folder().resolve(check.text("file")))) {
            TensorView view = weights.tensor(check.text("weight"));
            int rows = check.integer("rows");
            int width = Math.toIntExact(view.shape().rowLength());
            float[] numbers = new float[rows * width];
            view.copyRows(0, rows, numbers, 0);
            return comparison.tensors(
                    check.text("name"),
                    check.text("kind"),
                    List.of(new Comparison.Found(
                            check.under("expect").text("rows"), new long[] {rows, width}, numbers)));
        }
    }
}
