package dev.podium.cli.training;

import java.util.ArrayList;
import java.util.List;

/**
 * What is held out of a source, and the rest: evenly over it, so that what is evaluated on is like what is learnt.
 *
 * @param out held out
 * @param rest learnt from
 */
record Parted<T>(List<T> out, List<T> rest) {

    static <T> Parted<T> of(List<T> all, int wanted) {
        int count = Math.min(wanted, all.size());
        List<T> out = new ArrayList<>();
        List<T> rest = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            boolean held = (long) (i + 1) * count / all.size() > (long) i * count / all.size();
            (held ? out : rest).add(all.get(i));
        }
        return new Parted<>(out, rest);
    }
}
