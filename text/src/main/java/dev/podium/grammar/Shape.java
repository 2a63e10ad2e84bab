package dev.podium.grammar;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;

/** What is left of the answers after some bytes. Equal shapes are one state. */
sealed interface Shape {

    /** No answer at all. */
    Shape NOTHING = new Choice(Set.of());

    /** What is left after one more byte, 0 to 255; {@link #NOTHING} where it may not follow. */
    Shape after(int next);

    /** Whether an answer ends here. */
    boolean complete();

    /** So many tokens that no answer has them. */
    int NEVER = 1 << 28;

    /**
     * Tokens that suffice to write some answer from here: not the fewest, but found without a search.
     *
     * @param tokens that suffice to write some bytes, {@link #NEVER} where none do
     * @return {@link #NEVER} at most, where no way was found
     */
    int enough(ToIntFunction<String> tokens);

    /** These bytes, a byte a char. */
    record Text(String rest) implements Shape {
        @Override
        public Shape after(int next) {
            return !rest.isEmpty() && rest.charAt(0) == next ? new Text(rest.substring(1)) : NOTHING;
        }

        @Override
        public boolean complete() {
            return rest.isEmpty();
        }

        @Override
        public int enough(ToIntFunction<String> tokens) {
            return rest.isEmpty() ? 0 : tokens.applyAsInt(rest);
        }
    }

    /** Any of these. */
    record Choice(Set<Shape> of) implements Shape {
        @Override
        public Shape after(int next) {
            return oneOf(of.stream().map(shape -> shape.after(next)).toList());
        }

        @Override
        public boolean complete() {
            return of.stream().anyMatch(Shape::complete);
        }

        @Override
        public int enough(ToIntFunction<String> tokens) {
            int least = NEVER;
            for (Shape shape : of) {
                least = Math.min(least, shape.enough(tokens));
            }
            return least;
        }
    }

    /** One, then another. */
    record Then(Shape first, Shape second) implements Shape {
        @Override
        public Shape after(int next) {
            Shape within = then(first.after(next), second);
            return first.complete() ? oneOf(List.of(within, second.after(next))) : within;
        }

        @Override
        public boolean complete() {
            return first.complete() && second.complete();
        }

        @Override
        public int enough(ToIntFunction<String> tokens) {
            return Math.min(NEVER, first.enough(tokens) + second.enough(tokens));
        }
    }

    /** Labels that are chosen from, each with its separator before it too; one object for all shapes of an answer. */
    final class Pool {

        private final List<String> labels;
        private final List<String> separated;

        Pool(List<String> labels, String separator) {
            this.labels = List.copyOf(labels);
            this.separated = labels.stream().map(label -> separator + label).toList();
        }
    }

    /**
     * So many different labels, with separators between.
     *
     * @param left labels that were not chosen yet: never written to
     * @param size labels that are still to come
     */
    record Distinct(Pool pool, BitSet left, int size, boolean begun) implements Shape {

        static Distinct of(Pool pool, int size) {
            BitSet all = new BitSet();
            all.set(0, pool.labels.size());
            return new Distinct(pool, all, size, false);
        }

        @Override
        public Shape after(int next) {
            List<Shape> all = new ArrayList<>();
            for (int i = left.nextSetBit(0); i >= 0 && size > 0; i = left.nextSetBit(i + 1)) {
                String text = (begun ? pool.separated : pool.labels).get(i);
                if (text.charAt(0) == next) {
                    BitSet rest = (BitSet) left.clone();
                    rest.clear(i);
                    all.add(then(new Text(text.substring(1)), new Distinct(pool, rest, size - 1, true)));
                }
            }
            return oneOf(all);
        }

        @Override
        public boolean complete() {
            return size == 0;
        }

        @Override
        public int enough(ToIntFunction<String> tokens) {
            if (size == 0) {
                return 0;
            }
            // Each as if it came first and later too, whichever takes more.
            int[] each = left.stream()
                    .map(i -> Math.max(
                            tokens.applyAsInt(pool.separated.get(i)),
                            begun ? 0 : tokens.applyAsInt(pool.labels.get(i))))
                    .sorted()
                    .toArray();
            int sum = 0;
            for (int i = 0; i < size; i++) {
                sum = Math.min(NEVER, sum + each[i]);
            }
            return sum;
        }
    }

    /** A number from least to greatest of which some digits are there; -1 before the first. */
    record Number(long least, long greatest, long soFar) implements Shape {
        @Override
        public Shape after(int next) {
            if (next < '0' || next > '9' || soFar == 0) {
                return NOTHING;
            }
            long value = Math.max(0, soFar) * 10 + (next - '0');
            if (value == 0) {
                return least <= 0 ? new Number(least, greatest, 0) : NOTHING;
            }
            long low = value;
            long high = value;
            while (low <= greatest) {
                if (high >= least) {
                    return new Number(least, greatest, value);
                }
                low *= 10;
                high = high * 10 + 9;
            }
            return NOTHING;
        }

        @Override
        public boolean complete() {
            return soFar >= least && soFar <= greatest && soFar >= 0;
        }

        @Override
        public int enough(ToIntFunction<String> tokens) {
            if (complete()) {
                return 0;
            }
            for (char digit = '0'; digit <= '9'; digit++) {
                if (tokens.applyAsInt(String.valueOf(digit)) > 1) {
                    return NEVER;
                }
            }
            int begun = soFar < 0 ? 0 : Long.toString(soFar).length();
            return Long.toString(greatest).length() - begun;
        }
    }

    /** The first, then the second; nothing where the first is, the second where the first is done. */
    static Shape then(Shape first, Shape second) {
        if (first.equals(NOTHING)) {
            return NOTHING;
        }
        return first instanceof Text text && text.rest().isEmpty() ? second : new Then(first, second);
    }

    /** Any of these, flat and without doubles. */
    static Shape oneOf(List<Shape> shapes) {
        Set<Shape> flat = new LinkedHashSet<>();
        for (Shape shape : shapes) {
            if (shape instanceof Choice choice) {
                flat.addAll(choice.of());
            } else {
                flat.add(shape);
            }
        }
        return flat.size() == 1 ? flat.iterator().next() : new Choice(flat);
    }
}
