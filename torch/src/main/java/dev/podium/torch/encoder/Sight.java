package dev.podium.torch.encoder;

import dev.podium.torch.layer.Observer;
import dev.podium.torch.layer.Packing;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which keys the queries of a group see, cut into spans of queries that see about the same keys.
 *
 * <p>A query that sees nothing (padding in the families where it is blind, or too far from any token that shows) attends to all keys
 * alike: that is what a softmax over equal scores comes to in the reference implementation.
 *
 * @param length of each sequence
 * @param reach places to either side
 * @param from the first query that sees something
 * @param to one after the last
 * @param spans of queries from {@code from} to {@code to}
 */
record Sight(int length, int reach, int from, int to, List<Span> spans) {

    /** Queries that are calculated together where a window is narrow: more would look at keys that most of them do not see. */
    private static final int TOGETHER = 256;

    /**
     * Some queries, and all keys that any of them sees.
     *
     * @param mask [queries, keys], -inf where hidden; none if each sees all
     */
    record Span(int from, int to, int firstKey, int lastKey, List<Tensor> mask) {}

    private record Shape(int queries, int keys, int offset) {}

    /**
     * The sight of each group.
     *
     * @param reach places to either side
     * @param blind whether padding sees nothing
     */
    static List<Sight> of(List<Packing.Group> groups, int reach, boolean blind, Device device) {
        Map<Shape, Tensor> masks = new HashMap<>();
        return groups.stream()
                .map(group -> of(group.first(), reach, blind, device, masks))
                .toList();
    }

    private static Sight of(
            Packing.Segment segment, int reach, boolean blind, Device device, Map<Shape, Tensor> masks) {
        int length = segment.length();
        int first = segment.firstKey();
        int last = segment.lastKey();
        int from = blind ? first : (int) Math.max(0, (long) first - reach);
        int to = blind ? last : (int) Math.min(length, (long) last + reach);
        if (first == last) {
            return new Sight(length, reach, 0, 0, List.of());
        }
        List<Span> spans = new ArrayList<>();
        int step = reach < length - 1 ? TOGETHER : length;
        for (int at = from; at < to; at += step) {
            int end = Math.min(to, at + step);
            int firstKey = (int) Math.max(first, (long) at - reach);
            int lastKey = (int) Math.min(last, (long) end + reach);
            boolean all = (long) end - 1 - firstKey <= reach && (long) lastKey - 1 - at <= reach;
            Shape shape = new Shape(end - at, lastKey - firstKey, at - firstKey);
            spans.add(new Span(
                    at,
                    end,
                    firstKey,
                    lastKey,
                    all
                            ? List.of()
                            : List.of(masks.computeIfAbsent(
                                    shape, it -> window(it, reach).to(device)))));
        }
        return new Sight(length, reach, from, to, List.copyOf(spans));
    }

    private static Tensor window(Shape shape, int reach) {
        float[] mask = new float[shape.queries() * shape.keys()];
        for (int query = 0; query < shape.queries(); query++) {
            for (int key = 0; key < shape.keys(); key++) {
                boolean seen = Math.abs(query + shape.offset() - key) <= reach;
                mask[query * shape.keys() + key] = seen ? 0 : Float.NEGATIVE_INFINITY;
            }
        }
        return Tensors.of(mask, shape.queries(), shape.keys());
    }

    /** Whether every query sees every key. */
    boolean whole() {
        return spans.size() == 1
                && from == 0
                && to == length
                && spans.getFirst().firstKey() == 0
                && spans.getFirst().lastKey() == length
                && spans.getFirst().mask().isEmpty();
    }

    /** For some queries what is added to the score of each key, [rows, length]: 0, or -inf where it is hidden from those that see. */
    float[] shown(Observer.Rows rows) {
        float[] shown = new float[(rows.to() - rows.from()) * length];
        for (Span span : spans) {
            for (int query = Math.max(span.from(), rows.from()); query < Math.min(span.to(), rows.to()); query++) {
                int row = (query - rows.from()) * length;
                for (int key = 0; key < length; key++) {
                    boolean seen = key >= span.firstKey() && key < span.lastKey() && Math.abs(query - key) <= reach;
                    shown[row + key] = seen ? 0 : Float.NEGATIVE_INFINITY;
                }
            }
        }
        return shown;
    }

    /** 1 for a query that sees something, else 0. */
    float[] sees(Observer.Rows rows) {
        float[] sees = new float[rows.to() - rows.from()];
        for (int query = Math.max(from, rows.from()); query < Math.min(to, rows.to()); query++) {
            sees[query - rows.from()] = 1;
        }
        return sees;
    }
}
