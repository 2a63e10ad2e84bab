package dev.podium.torch.seq2seq;

import dev.podium.torch.layer.Packing;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * What decoders look into: vectors end to end, and for each decoder sequence the run of them that it sees.
 *
 * <p>There is no padding, so that texts which lie one after the other become one memory by seeing them as one run: fusion in the
 * decoder (arXiv 2007.01282) copies nothing. Several sequences may look into the same run.
 *
 * @param vectors [vectors, width]
 * @param spans one a decoder sequence
 */
public record Memory(Tensor vectors, List<Span> spans) {

    /** A run of vectors. @param from its first @param to one after its last */
    public record Span(int from, int to) {

        /** Checks. */
        public Span {
            if (from < 0 || to <= from) {
                throw new IllegalArgumentException(
                        "The span [%d, %d) must hold a vector: a decoder cannot look at nothing.".formatted(from, to));
            }
        }

        /** Its vectors. */
        public int length() {
            return to - from;
        }
    }

    /**
     * Spans that go through attention as one batch: neighbours of one length, each seen by so many sequences.
     *
     * @param sequence the first
     * @param first the span of the first
     * @param count of spans
     * @param repeat sequences a span
     */
    record Run(int sequence, Span first, int count, int repeat) {

        int to() {
            return first.from() + count * first.length();
        }
    }

    /** Copies and checks. */
    public Memory {
        spans = List.copyOf(spans);
        for (Span span : spans) {
            if (span.to() > vectors.size(0)) {
                throw new IllegalArgumentException("The span [%d, %d) must lie within the vectors (%d)."
                        .formatted(span.from(), span.to(), vectors.size(0)));
            }
        }
    }

    /** One memory a sequence of an encoder's batch, without its padding. @param hidden [tokens, width] */
    public static Memory of(Tensor hidden, Packing packing) {
        return new Memory(
                hidden,
                packing.segments().stream()
                        .map(text -> new Span(text.from() + text.firstKey(), text.from() + text.lastKey()))
                        .toList());
    }

    /** Every span once for each of so many sequences, one after the other: several answers about one text. */
    public Memory repeated(int times) {
        List<Span> repeated = new ArrayList<>();
        for (Span span : spans) {
            repeated.addAll(Collections.nCopies(times, span));
        }
        return new Memory(vectors, repeated);
    }

    /** Some vectors of each span, by their places in it. @param from the first @param to one after the last */
    public Memory places(int from, int to) {
        List<Span> places = new ArrayList<>();
        for (Span span : spans) {
            if (to > span.length()) {
                throw new IllegalArgumentException("The places [%d, %d) must lie within the memory of %d vectors."
                        .formatted(from, to, span.length()));
            }
            places.add(new Span(span.from() + from, span.from() + to));
        }
        return new Memory(vectors, places);
    }

    /**
     * Several spans as one memory.
     *
     * @param counts how many spans go into each, all of them together
     */
    public Memory fused(int... counts) {
        if (Arrays.stream(counts).sum() != spans.size()) {
            throw new IllegalArgumentException(
                    "The counts %s must add up to the spans (%d).".formatted(Arrays.toString(counts), spans.size()));
        }
        boolean joined = true;
        int at = 0;
        for (int count : counts) {
            for (int i = at + 1; i < at + count; i++) {
                joined &= spans.get(i).from() == spans.get(i - 1).to();
            }
            at += count;
        }
        return joined ? merged(counts) : gathered().merged(counts);
    }

    private Memory merged(int... counts) {
        List<Span> merged = new ArrayList<>();
        int at = 0;
        for (int count : counts) {
            merged.add(new Span(spans.get(at).from(), spans.get(at + count - 1).to()));
            at += count;
        }
        return new Memory(vectors, merged);
    }

    private Memory gathered() {
        List<Tensor> parts = new ArrayList<>();
        List<Span> places = new ArrayList<>();
        int at = 0;
        for (Span span : spans) {
            parts.add(vectors.slice(0, span.from(), span.to()));
            places.add(new Span(at, at + span.length()));
            at += span.length();
        }
        return new Memory(Tensors.cat(parts, 0), places);
    }

    static List<Run> runs(List<Span> spans) {
        List<Run> runs = new ArrayList<>();
        int at = 0;
        while (at < spans.size()) {
            Span span = spans.get(at);
            int repeat = 1;
            while (at + repeat < spans.size() && spans.get(at + repeat).equals(span)) {
                repeat++;
            }
            Run last = runs.isEmpty() ? null : runs.getLast();
            if (last != null
                    && last.to() == span.from()
                    && last.first().length() == span.length()
                    && last.repeat() == repeat) {
                runs.set(runs.size() - 1, new Run(last.sequence(), last.first(), last.count() + 1, repeat));
            } else {
                runs.add(new Run(at, span, 1, repeat));
            }
            at += repeat;
        }
        return runs;
    }
}
