package dev.podium.read;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * The candidates that an answer names, as they come: the first mention counts, what was not shown is dropped, what is not named follows in
 * the order shown.
 */
final class Named {

    private final boolean[] named;
    private final List<Integer> order = new ArrayList<>();
    private final Set<Flaw> flaws = EnumSet.noneOf(Flaw.class);

    Named(int n) {
        named = new boolean[n];
    }

    /** The next one, by its index from 0; any number may be given. */
    void take(long index) {
        take(index, order.size());
    }

    /** One that was named before those that were taken. */
    void takeFirst(long index) {
        if (index >= 0 && index < named.length && named[(int) index]) {
            order.remove((Integer) (int) index);
            named[(int) index] = false;
            flaws.add(Flaw.REPEATED);
        }
        take(index, 0);
    }

    private void take(long index, int at) {
        if (index < 0 || index >= named.length) {
            flaws.add(Flaw.OUT_OF_RANGE);
        } else if (named[(int) index]) {
            flaws.add(Flaw.REPEATED);
        } else {
            named[(int) index] = true;
            order.add(at, (int) index);
        }
    }

    /** Something else was wrong. */
    void flaw(Flaw flaw) {
        flaws.add(flaw);
    }

    /** How many are named so far. */
    int size() {
        return order.size();
    }

    /** Whether one that was asked for and shown was named before. */
    boolean isNamed(int index) {
        return named[index];
    }

    /** All that were shown, those that are not named last. */
    Reading reading(String answer) {
        if (order.isEmpty() && named.length > 0) {
            return new Reading.Unreadable(answer);
        }
        for (int missing = 0; missing < named.length; missing++) {
            if (!named[missing]) {
                flaws.add(Flaw.MISSING);
                order.add(missing);
            }
        }
        return marked();
    }

    /** The first so many of those named; others in the order shown where they are too few. */
    Reading first(String answer, int wanted) {
        if (order.isEmpty() && wanted > 0) {
            return new Reading.Unreadable(answer);
        }
        if (order.size() != wanted) {
            flaws.add(Flaw.WRONG_NUMBER);
        }
        for (int next = 0; next < named.length && order.size() < wanted; next++) {
            if (!named[next]) {
                order.add(next);
            }
        }
        if (order.size() > wanted) {
            order.subList(wanted, order.size()).clear();
        }
        return marked();
    }

    private Reading marked() {
        List<Mark> marks = new ArrayList<>(order.size());
        for (int place = 0; place < order.size(); place++) {
            marks.add(new Mark(order.get(place), 1.0 / (place + 1)));
        }
        return flaws.isEmpty() ? new Reading.Clean(marks) : new Reading.Mended(marks, flaws);
    }
}
