package dev.podium.file;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The grades of one query while a file is read, in its order: to be added to and then gone through once.
 *
 * <p>{@link dev.podium.Qrels} copies what it is given. In arrays the first of the two takes a few bytes a judgment, which in a
 * small heap halves what a collection has to move.
 */
final class Grades extends AbstractMap<String, Integer> {

    private @Nullable String[] ids = new String[16];
    private int[] grades = new int[16];
    private int size;
    private int[] table = new int[32]; // index of the id + 1, or 0 where free

    @Override
    public @Nullable Integer put(String id, Integer grade) {
        int slot = slot(id);
        if (table[slot] != 0) {
            Integer before = grades[table[slot] - 1];
            grades[table[slot] - 1] = grade;
            return before;
        }
        if (size == ids.length) {
            ids = Arrays.copyOf(ids, 2 * size);
            grades = Arrays.copyOf(grades, 2 * size);
            table = new int[4 * size];
            for (int i = 0; i < size; i++) {
                table[slot(Objects.requireNonNull(ids[i]))] = i + 1;
            }
            slot = slot(id);
        }
        ids[size] = id;
        grades[size++] = grade;
        table[slot] = size;
        return null;
    }

    /** Where an id stands or belongs; half of the table is free. */
    private int slot(String id) {
        int mask = table.length - 1;
        int slot = (id.hashCode() * 0x9E3779B9) >>> Integer.numberOfLeadingZeros(mask);
        while (table[slot] != 0 && !id.equals(ids[table[slot] - 1])) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    @Override
    public Set<Map.Entry<String, Integer>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return size;
            }

            @Override
            public Iterator<Map.Entry<String, Integer>> iterator() {
                return new InOrder();
            }
        };
    }

    private final class InOrder implements Iterator<Map.Entry<String, Integer>> {
        private int next;

        @Override
        public boolean hasNext() {
            return next < size;
        }

        @Override
        public Map.Entry<String, Integer> next() {
            if (next == size) {
                throw new NoSuchElementException();
            }
            String id = Objects.requireNonNull(ids[next]);
            return Map.entry(id, grades[next++]);
        }
    }
}
