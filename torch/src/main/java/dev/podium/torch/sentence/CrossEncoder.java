package dev.podium.torch.sentence;

import dev.podium.model.ModelUnavailableException;
import dev.podium.torch.layer.Activation;
import dev.podium.torch.tensor.Kind;
import dev.podium.torch.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A query and a document in one sequence become a score.
 *
 * @since 0.1.0
 */
public final class CrossEncoder implements SentenceModel {

    private final Routes routes;
    private final Activation activation;
    private final Batches batches;
    private final Opened opened;

    CrossEncoder(Routes routes, Activation activation, Batches batches, Opened opened) {
        this.routes = routes;
        this.activation = activation;
        this.batches = batches;
        this.opened = opened;
    }

    /**
     * Scores of pairs, each as if it were alone.
     *
     * @return one a pair, in their order
     * @throws ModelUnavailableException if a logit is not finite
     */
    public List<PairScore> scores(List<TextPair> pairs, Truncation truncation) {
        Pipeline pipeline = routes.of(Task.NONE);
        PairScore[] scores = new PairScore[pairs.size()];
        int[][] counts = new int[pairs.size()][];
        batches.run(
                pairs.size(),
                i -> {
                    TextPair pair = pairs.get(i);
                    Shown shown = pipeline.reader().pair(pair.query(), pair.document(), truncation);
                    counts[i] = new int[] {shown.tokens(), shown.tokensUsed()};
                    return shown;
                },
                pipeline,
                Task.NONE,
                (places, features) -> {
                    // In double, for a sigmoid in float is 1 from a logit of 17 on, and ties decide an order.
                    Tensor logits = features.tensor(Features.SCORES).to(Kind.FLOAT64);
                    double[] before = logits.doubles();
                    double[] after = activation.of(logits).doubles();
                    int labels = before.length / places.length;
                    for (int row = 0; row < places.length; row++) {
                        int place = places[row];
                        scores[place] = new PairScore(
                                row(before, row, labels, pairs.get(place)),
                                row(after, row, labels, pairs.get(place)),
                                counts[place][0],
                                counts[place][1]);
                    }
                });
        return Arrays.asList(scores);
    }

    private static List<Double> row(double[] all, int row, int width, TextPair pair) {
        double[] own = Arrays.copyOfRange(all, row * width, (row + 1) * width);
        if (!DoubleStream.of(own).allMatch(Double::isFinite)) {
            throw new ModelUnavailableException(
                    "The model gave %s for the document \"%.60s\".\nMaybe its weights are damaged, or of half precision and overflowed."
                            .formatted(Arrays.toString(own), pair.document()));
        }
        return DoubleStream.of(own).boxed().toList();
    }

    /** What its logits go through. */
    public Activation activation() {
        return activation;
    }

    /** Scores of a pair. */
    public int labels() {
        return routes.of(Task.NONE).width();
    }

    @Override
    public int maxTokens() {
        return routes.of(Task.NONE).reader().maxTokens();
    }

    @Override
    public void close() {
        opened.close();
    }
}
