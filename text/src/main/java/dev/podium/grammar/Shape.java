package dev.podium.grammar;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is left of the answers after some bytes. Equal shapes are one state. */
sealed interface Shape {

    /** No answer at all. */
    Shape NOTHING = new Choice(Set.of());

    /** What is left after one more byte, 0 to 255; {@link #NOTHING} where it may not follow. */
    Shape after(int next);

    /** Whether an answer ends here. */
    boolean complete();

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
    }

    /** So many different labels, with separators between. */
    record Distinct(List<String> labels, int size, String separator, boolean begun) implements Shape {
        @Override
        public Shape after(int next) {
            List<Shape> all = new ArrayList<>();
            for (int i = 0; i < labels.size() && size > 0; i++) {
                String text = begun ? separator + labels.get(i) : labels.get(i);
                if (text.charAt(0) == next) {
                    List<String> rest = new ArrayList<>(labels);
                    rest.remove(i);
                    all.add(then(new Text(text.substring(1)), new Distinct(rest, size - 1, separator, true)));
                }
            }
            return oneOf(all);
        }

        @Override
        public boolean complete() {
            return size == 0;
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
