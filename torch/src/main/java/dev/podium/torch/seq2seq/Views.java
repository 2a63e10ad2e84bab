package dev.podium.torch.seq2seq;

import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.Packing;
import dev.podium.torch.layer.TokenBatch;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Scores texts of a list by several views of each: the first of a text's encoder outputs, one a view.
 *
 * <p>For view {@code k} the decoder takes one step, from its start, and looks at {@code e(1,k) .. e(N,k)}, the k-th vectors of all texts
 * of the list; what comes out, after its last norm, is the anchor {@code a(k)}. The score of text {@code i} is the mean over the views
 * of {@code a(k) . e(i,k)}. Nothing there has a position, so the order of the texts does not count.
 *
 * <p>Source: MVP, arXiv 2509.07485, and its public code; one mean and a plain inner product, nothing normalised.
 *
 * @param model an encoder-decoder whose texts begin with a token a view
 * @param count of views, at least 1
 */
public record Views(T5 model, int count) {

    // Of texts that are read at a time: products of so many rows keep any CPU busy.
    private static final int MOST_TOKENS = 4096;

    /** Checks. */
    public Views {
        if (count < 1) {
            throw new IllegalArgumentException("The views (%d) must be at least 1.".formatted(count));
        }
    }

    /**
     * Scores.
     *
     * @param texts of all lists, one list after the other, each of a token a view at least
     * @param sizes of the lists; they add up to the texts
     * @return [list][text]
     */
    public double[][] scores(List<int[]> texts, int... sizes) {
        refuseOthers(texts, sizes);
        float[][] views = views(texts);
        double[][] scores = new double[sizes.length][];
        int from = 0;
        for (int list = 0; list < sizes.length; list++) {
            scores[list] = sizes[list] == 0 ? new double[0] : scored(views, from, from + sizes[list]);
            from += sizes[list];
        }
        return scores;
    }

    /**
     * What comes of lists, with all that led to it.
     *
     * @param scores [texts]
     * @param anchors [lists * views, width]: the views of the first list, then those of the second
     */
    public record Seen(Tensor scores, Tensor anchors) {}

    /**
     * The same in one pass, open for gradients.
     *
     * @param texts of all lists, one list after the other, each of a token a view at least
     * @param sizes of the lists, at least 1 each; they add up to the texts
     * @return in the scope of the caller
     */
    public Seen seen(List<int[]> texts, int... sizes) {
        refuseOthers(texts, sizes);
        int[] order = byLength(texts);
        TokenBatch read = TokenBatch.of(IntStream.of(order).mapToObj(texts::get).toList());
        int[] first = new int[order.length];
        for (int i = 0; i < order.length; i++) {
            Packing.Segment text = read.packing().segments().get(i);
            refuseShort(text);
            first[order[i]] = text.from();
        }
        // View by view within a list, so that what one step of the decoder looks at lies in one piece.
        int[] rows = new int[count * texts.size()];
        List<Memory.Span> spans = new ArrayList<>();
        int row = 0;
        int from = 0;
        for (int size : sizes) {
            for (int view = 0; view < count; view++) {
                spans.add(new Memory.Span(row, row + size));
                for (int i = 0; i < size; i++) {
                    rows[row++] = first[from + i] + view;
                }
            }
            from += size;
        }
        Tensor hidden = model.encoder().hidden(read, Observer.NONE);
        Tensor views = hidden.pick(0, Tensors.indices(rows).to(hidden.device()));
        Tensor start = model.decoder().embed(new int[] {model.start()});
        Tensor anchors = model.decoder()
                .hidden(new Memory(views, spans), start.expand(spans.size(), -1, -1), Observer.NONE)
                .select(1, 0);
        List<Tensor> scores = new ArrayList<>();
        for (int list = 0; list < sizes.length; list++) {
            int begin = spans.get(list * count).from();
            Tensor own = views.slice(0, begin, begin + (long) count * sizes[list])
                    .reshape(count, sizes[list], views.size(1));
            Tensor anchor = anchors.slice(0, (long) list * count, (long) (list + 1) * count)
                    .unsqueeze(2);
            scores.add(own.matmul(anchor).squeeze(2).mean(0, false));
        }
        return new Seen(scores.size() == 1 ? scores.getFirst() : Tensors.cat(scores, 0), anchors);
    }

    private static void refuseOthers(List<int[]> texts, int... sizes) {
        if (IntStream.of(sizes).sum() != texts.size()) {
            throw new IllegalArgumentException("The sizes of the lists must add up to the texts (%d), and are %d."
                    .formatted(texts.size(), IntStream.of(sizes).sum()));
        }
    }

    private void refuseShort(Packing.Segment text) {
        if (text.length() < count) {
            throw new IllegalArgumentException("A text has %d tokens, and must begin with one for each of %d views."
                    .formatted(text.length(), count));
        }
    }

    private static int[] byLength(List<int[]> texts) {
        return IntStream.range(0, texts.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> texts.get(i).length))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The first vectors of each text, [text][view * width]; those of like length are read together. */
    private float[][] views(List<int[]> texts) {
        int[] order = byLength(texts);
        float[][] views = new float[texts.size()][];
        for (int from = 0; from < order.length; ) {
            int to = from;
            int tokens = 0;
            while (to < order.length && (to == from || tokens + texts.get(order[to]).length <= MOST_TOKENS)) {
                tokens += texts.get(order[to++]).length;
            }
            List<int[]> batch = new ArrayList<>();
            for (int i = from; i < to; i++) {
                batch.add(texts.get(order[i]));
            }
            try (Scope _ = Scope.open()) {
                TokenBatch read = TokenBatch.of(batch);
                Tensor hidden = model.encoder().hidden(read, Observer.NONE);
                List<Packing.Segment> segments = read.packing().segments();
                for (int i = from; i < to; i++) {
                    Packing.Segment text = segments.get(i - from);
                    refuseShort(text);
                    views[order[i]] =
                            hidden.slice(0, text.from(), text.from() + count).floats();
                }
            }
            from = to;
        }
        return views;
    }

    private double[] scored(float[][] views, int from, int to) {
        int width = views[from].length / count;
        int texts = to - from;
        float[] byView = new float[count * texts * width];
        List<Memory.Span> spans = new ArrayList<>();
        for (int view = 0; view < count; view++) {
            for (int i = 0; i < texts; i++) {
                System.arraycopy(views[from + i], view * width, byView, (view * texts + i) * width, width);
            }
            spans.add(new Memory.Span(view * texts, (view + 1) * texts));
        }
        float[] anchors;
        try (Scope _ = Scope.open()) {
            Tensor start = model.decoder().embed(new int[] {model.start()});
            Tensor vectors = Tensors.of(byView, (long) count * texts, width).to(start.device());
            anchors = model.decoder()
                    .hidden(new Memory(vectors, spans), start.expand(count, -1, -1), Observer.NONE)
                    .floats();
        }
        double[] scores = new double[texts];
        for (int i = 0; i < texts; i++) {
            double sum = 0;
            for (int at = 0; at < anchors.length; at++) {
                sum += (double) anchors[at] * views[from + i][at];
            }
            scores[i] = sum / count;
        }
        return scores;
    }
}
