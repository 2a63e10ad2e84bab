package dev.podium.torch.sentence;

import dev.podium.torch.layer.Packing;
import dev.podium.torch.tensor.Kind;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a bi-encoder has of one text: a vector of the whole and one of each token, all of length 1.
 *
 * <p>Two texts are near as M3-Embedding says (Chen et al., arXiv 2402.03216, section 3.2): by their wholes, and token by token, where each
 * of the query's looks for the nearest of the document's. Departs from it: no projection lies over the tokens' vectors, which are of as
 * many numbers as the whole's, and the first mark counts among the tokens.
 *
 * @param whole [1, width]
 * @param tokens [tokens, width]
 * @param shown its tokens
 */
record TextVectors(Tensor whole, Tensor tokens, Shown shown) {

    /** Of texts, in one pass; in the scope of the caller. */
    static List<TextVectors> of(List<String> texts, Pipeline pipeline, Task task) {
        List<Shown> shown =
                texts.stream().map(text -> pipeline.reader().text(text, task)).toList();
        Tensor nothing = Tensors.zeros(Kind.FLOAT32, 1, pipeline.width());
        List<TextVectors> all = new ArrayList<>();
        shown.forEach(one -> all.add(new TextVectors(nothing, nothing, one))); // what has no token stays so
        int[] order = Shown.shortestFirst(shown);
        if (order.length > 0) {
            Features features =
                    pipeline.run(IntStream.of(order).mapToObj(shown::get).toList(), task);
            Tensor wholes = Normalize.of(features.tensor(Features.TEXTS));
            Tensor tokens = Normalize.of(features.tensor(Features.TOKENS));
            for (int row = 0; row < order.length; row++) {
                Packing.Segment segment = features.packing().segments().get(row);
                all.set(
                        order[row],
                        new TextVectors(
                                wholes.slice(0, row, row + 1L),
                                tokens.slice(0, segment.from(), segment.to()),
                                shown.get(order[row])));
            }
        }
        return all;
    }

    /**
     * How near a document is to this query.
     *
     * @param share of the tokens, in 0..1; the rest is of the wholes
     * @return [], in -1..1
     */
    Tensor near(TextVectors document, double share) {
        Tensor wholes = whole.times(document.whole).sum();
        Tensor each =
                tokens.matmul(document.tokens.transpose(0, 1)).max(1, false).mean();
        return wholes.times(1 - share).plus(each.times(share));
    }
}
