package dev.podium.file;

import dev.podium.metric.Judged;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * The lines of one query of a run beside its judgments: finds grades, refuses a document that stands twice, sorts.
 *
 * <p>Judged ids and retrieved ids share one hash table and one array of bytes, so each line costs one look-up. An entry
 * below {@code judged} is a judgment, one above is an unjudged line.
 */
final class JudgedLines {

    private byte[] bytes = new byte[1 << 14]; // ids one after another
    private int used;

    private long[] hashes = new long[512]; // [entry]
    private int[] starts = new int[512];
    private int[] ends = new int[512];
    private int entries;
    private int[] table = new int[1024]; // entry + 1, or 0 where free

    private int judged;
    private int[] grades = new int[0]; // [entry below judged]
    private boolean[] retrieved = new boolean[0]; // [entry below judged]

    private double[] scores = new double[512]; // [line]
    private int[] entryOf = new int[512]; // [line]
    private int lines;

    private int[] order = new int[0]; // [rank - 1], the line there
    private int[] spare = new int[0];
    private int[] list = new int[0]; // [rank - 1], the grade there

    /** Begins a query. */
    void start(Map<String, Integer> judgments) {
        Arrays.fill(table, 0);
        used = 0;
        entries = 0;
        lines = 0;
        judged = judgments.size();
        grades = new int[judged];
        retrieved = new boolean[judged];
        for (Map.Entry<String, Integer> judgment : judgments.entrySet()) {
            byte[] id = judgment.getKey().getBytes(StandardCharsets.UTF_8);
            reserve(id.length);
            System.arraycopy(id, 0, bytes, used, id.length);
            grades[entries] = judgment.getValue();
            enter(RunLines.hash(bytes, used, used + id.length), id.length);
        }
    }

    /** Adds the line the reader is at; false if its document stands here already. */
    boolean add(RunLines line, double score) {
        int length = line.documentLength();
        reserve(length);
        line.copyDocument(bytes, used);
        int before = entries;
        int entry = enter(line.documentHash(), length);
        if (entry < judged && !retrieved[entry]) {
            retrieved[entry] = true;
        } else if (entry < before) {
            return false;
        }
        if (lines == scores.length) {
            scores = Arrays.copyOf(scores, 2 * lines);
            entryOf = Arrays.copyOf(entryOf, 2 * lines);
        }
        scores[lines] = score;
        entryOf[lines++] = entry;
        return true;
    }

    /** The entry of the id that stands at {@code bytes[used, used + length)}: the one there was, or a new one. */
    private int enter(long hash, int length) {
        int mask = table.length - 1;
        int slot = (int) (hash ^ (hash >>> 29)) & mask;
        for (int entry; (entry = table[slot] - 1) >= 0; slot = (slot + 1) & mask) {
            if (hashes[entry] == hash && Arrays.equals(bytes, starts[entry], ends[entry], bytes, used, used + length)) {
                return entry;
            }
        }
        if (entries == hashes.length) {
            hashes = Arrays.copyOf(hashes, 2 * entries);
            starts = Arrays.copyOf(starts, 2 * entries);
            ends = Arrays.copyOf(ends, 2 * entries);
        }
        hashes[entries] = hash;
        starts[entries] = used;
        used += length;
        ends[entries] = used;
        table[slot] = ++entries;
        if (2 * entries > table.length) {
            grow();
        }
        return entries - 1;
    }

    private void grow() {
        table = new int[2 * table.length];
        int mask = table.length - 1;
        for (int entry = 0; entry < entries; entry++) {
            int slot = (int) (hashes[entry] ^ (hashes[entry] >>> 29)) & mask;
            while (table[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            table[slot] = entry + 1;
        }
    }

    /** Room for an id, for the word that copying writes and that hashing reads past its end. */
    private void reserve(int length) {
        int needed = Math.addExact(used, length + 2 * Long.BYTES);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
        }
    }

    /** The list in trec_eval's order: score descending, equal scores by id in descending byte order. */
    Judged judged() {
        sort();
        if (list.length != lines) {
            list = new int[lines]; // else the last query's, as Judged keeps a copy
        }
        for (int i = 0; i < lines; i++) {
            int entry = entryOf[order[i]];
            list[i] = entry < judged ? grades[entry] : Judged.UNJUDGED;
        }
        return Judged.of(list, grades);
    }

    private void sort() {
        if (order.length < lines) {
            order = new int[scores.length];
            spare = new int[scores.length];
        }
        boolean falls = true;
        for (int i = 0; i < lines; i++) {
            order[i] = i;
            falls &= i == 0 || scores[i] <= scores[i - 1];
        }
        if (!falls) {
            sort(0, lines);
            return;
        }
        // nearly every run is written best first: only its ties are left to sort
        for (int from = 0, to; from < lines; from = to) {
            to = from + 1;
            while (to < lines && scores[to] == scores[from]) {
                to++;
            }
            if (to > from + 1) {
                sort(from, to);
            }
        }
    }

    /** Sorts {@code order[from, to)}: by insertion where it is short, else by halves. */
    private void sort(int from, int to) {
        if (to - from <= 8) {
            for (int i = from + 1; i < to; i++) {
                int line = order[i];
                int j = i;
                while (j > from && isBefore(line, order[j - 1])) {
                    order[j] = order[--j];
                }
                order[j] = line;
            }
            return;
        }
        int middle = (from + to) >>> 1;
        sort(from, middle);
        sort(middle, to);
        if (!isBefore(order[middle], order[middle - 1])) {
            return;
        }
        System.arraycopy(order, from, spare, from, middle - from);
        for (int i = from, j = middle, k = from; i < middle; k++) {
            order[k] = j < to && isBefore(order[j], spare[i]) ? order[j++] : spare[i++];
        }
    }

    private boolean isBefore(int one, int other) {
        double a = scores[one];
        double b = scores[other];
        if (a != b) {
            return a > b;
        }
        int x = entryOf[one];
        int y = entryOf[other];
        return Arrays.compareUnsigned(bytes, starts[x], ends[x], bytes, starts[y], ends[y]) > 0;
    }
}
