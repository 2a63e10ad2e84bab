package dev.podium.torch.decoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Sequences laid out as a tree of runs of tokens, so that what several begin with is calculated once.
 *
 * <pre>{@code
 * Judge the passage. Query: stem cells. Passage:  -+- Neural crest ...
 *                                                  +- The recipe ...
 * }</pre>
 *
 * <p>Rows are in the order in which a walk from the root meets the runs: a run's own rows come first, then those of all that stands
 * behind it, in one piece. So the keys of a run are attended to by one stretch of queries.
 *
 * <p>The idea of attending once to a shared prefix is Hydragen's, arXiv 2402.05099; here over a tree of any depth, found in the
 * tokens.
 */
final class Plan {

    /** Fewer tokens in common are cheaper to calculate again than to attend to apart. */
    private static final int LEAST_SHARED = 16;

    /** A run of tokens that are all new, or all cached. */
    static final class Run {

        final @Nullable Run before;
        /** The cached ones; none for new tokens. */
        final Past.@Nullable Link cached;
        /** The new ones; empty for cached tokens. */
        final int[] ids;
        /** Where it begins in its sequence. */
        final int start;

        private final SequencedMap<Past.Link, Run> behindCached = new LinkedHashMap<>();
        private final List<Run> behind = new ArrayList<>();
        private final List<Integer> waiting = new ArrayList<>();
        /** Own rows [from, to), and [to, end) of all behind it. */
        int from;

        int to;
        int end;
        /** Where its keys and values are to be kept. */
        @Nullable
        Chunk into;
        /** How many sequences go through it. */
        int sequences;

        private Run(@Nullable Run before, Past.@Nullable Link cached, int[] ids) {
            this.before = before;
            this.cached = cached;
            this.ids = ids;
            this.start = before == null ? 0 : before.start + before.tokens();
        }

        int tokens() {
            return cached == null ? ids.length : cached.tokens();
        }

        /** From the first to this one, without the root. */
        List<Run> path() {
            List<Run> path = new ArrayList<>();
            for (Run run = this; run.before != null; run = run.before) {
                path.addFirst(run);
            }
            return path;
        }

        /** Whether its one new token is written into the chunk before it, of which nobody else goes on. */
        boolean growsInPlace() {
            return into != null
                    && ids.length == 1
                    && before != null
                    && before.cached != null
                    && before.cached.chunk() == into
                    && before.behind.size() == 1;
        }
    }

    private final List<Branch> branches;
    private final Run root = new Run(null, null, new int[0]);
    private final Run[] lastOf;
    private final List<Run> runs = new ArrayList<>();
    private int[] ids = new int[0];

    private Plan(List<Branch> branches) {
        this.branches = List.copyOf(branches);
        this.lastOf = new Run[branches.size()];
    }

    /** Sequences that share what they have in common. */
    static Plan shared(List<Branch> branches) {
        Plan plan = new Plan(branches);
        plan.placeAll(true);
        return plan;
    }

    /** Sequences each on its own, rows in their order; the same past is attended to once nevertheless. */
    static Plan apart(List<Branch> branches) {
        Plan plan = new Plan(branches);
        plan.placeAll(false);
        return plan;
    }

    private void placeAll(boolean shares) {
        for (int i = 0; i < branches.size(); i++) {
            Run run = root;
            for (Past.Link link : branches.get(i).past().links()) {
                run = following(run, link);
            }
            run.waiting.add(i);
        }
        place(root, shares);
        for (Run last : lastOf) {
            last.sequences++;
        }
        order(root, 0, shares);
        ids = new int[root.end];
        for (Run run : runs) {
            System.arraycopy(run.ids, 0, ids, run.from, run.ids.length);
        }
    }

    /** A cached run of the same chunk and length is the same run. */
    private static Run following(Run run, Past.Link link) {
        return run.behindCached.computeIfAbsent(link, next -> {
            Run cached = new Run(run, next, new int[0]);
            run.behind.add(cached);
            return cached;
        });
    }

    private void place(Run run, boolean shares) {
        for (Run cached : List.copyOf(run.behind)) {
            place(cached, shares);
        }
        if (shares && run.waiting.size() > 1) {
            List<Integer> sorted = new ArrayList<>(run.waiting);
            sorted.sort((a, b) ->
                    Arrays.compare(branches.get(a).ids(), branches.get(b).ids()));
            grow(run, sorted, 0);
        } else {
            run.waiting.forEach(i -> lastOf[i] = added(run, branches.get(i).ids(), 0));
        }
    }

    private static Run added(Run before, int[] ids, int from) {
        Run run = new Run(before, null, from == 0 ? ids : Arrays.copyOfRange(ids, from, ids.length));
        before.behind.add(run);
        return run;
    }

    /** Sequences in the order of their tokens, alike up to a depth that the run before them covers. */
    private void grow(Run before, List<Integer> sorted, int depth) {
        int[] first = branches.get(sorted.getFirst()).ids();
        int[] last = branches.get(sorted.getLast()).ids();
        int alike = Arrays.mismatch(first, last);
        if (alike < 0 || sorted.size() == 1) {
            Run run = added(before, first, depth);
            sorted.forEach(i -> lastOf[i] = run);
            return;
        }
        Run stem = before;
        int reached = depth;
        if (alike - depth >= LEAST_SHARED) {
            stem = added(before, Arrays.copyOf(first, alike), depth);
            reached = alike;
        }
        for (int at = 0; at < sorted.size(); ) {
            int[] ids = branches.get(sorted.get(at)).ids();
            int to = at + 1;
            while (to < sorted.size()
                    && sameAt(alike, ids, branches.get(sorted.get(to)).ids())) {
                to++;
            }
            List<Integer> part = sorted.subList(at, to);
            if (ids.length == reached) {
                Run end = stem;
                part.forEach(i -> lastOf[i] = end);
            } else {
                grow(stem, part, reached);
            }
            at = to;
        }
    }

    private static boolean sameAt(int place, int[] a, int[] b) {
        return a.length > place ? b.length > place && a[place] == b[place] : b.length == a.length;
    }

    /** Runs of one length stand side by side, so that attention takes them as one batch. */
    private int order(Run run, int at, boolean byLength) {
        run.from = at;
        run.to = at + run.ids.length;
        if (run.ids.length > 0) {
            runs.add(run);
        }
        if (byLength) {
            run.behind.sort(
                    Comparator.comparing((Run next) -> !next.behind.isEmpty()).thenComparing(Run::tokens));
        }
        int end = run.to;
        for (Run next : run.behind) {
            end = order(next, end, byLength);
            run.sequences += next.sequences;
        }
        run.end = end;
        return end;
    }

    /** The sequences. */
    List<Branch> branches() {
        return branches;
    }

    /** The run that holds nothing and stands before all. */
    Run root() {
        return root;
    }

    /** Runs of new tokens, in the order of their rows. */
    List<Run> runs() {
        return runs;
    }

    /** All runs behind the root, cached ones included, in the same order. */
    List<Run> all() {
        List<Run> all = new ArrayList<>();
        collect(root, all);
        return all;
    }

    private static void collect(Run run, List<Run> into) {
        for (Run next : run.behind) {
            into.add(next);
            collect(next, into);
        }
    }

    /** The runs right behind another. */
    static List<Run> behind(Run run) {
        return List.copyOf(run.behind);
    }

    /** The run in which a sequence ends. */
    Run last(int branch) {
        return lastOf[branch];
    }

    /** Rows in all. */
    int rows() {
        return ids.length;
    }

    /** The token of each row. */
    int[] ids() {
        return ids.clone();
    }

    /** The position of each row. */
    int[] positions() {
        int[] positions = new int[ids.length];
        for (int branch = 0; branch < branches.size(); branch++) {
            int shift = branches.get(branch).position()
                    - branches.get(branch).past().tokens();
            for (Run run : lastOf[branch].path()) {
                for (int row = run.from; row < run.to; row++) {
                    positions[row] = run.start + (row - run.from) + shift;
                }
            }
        }
        return positions;
    }

    /** Where each new token of a sequence is. */
    int[] rowsOf(int branch) {
        int[] rows = new int[branches.get(branch).ids().length];
        int at = 0;
        for (Run run : lastOf[branch].path()) {
            for (int row = run.from; row < run.to; row++) {
                rows[at++] = row;
            }
        }
        return rows;
    }

    /** The row of one new token of a sequence. @param place among the new ones, from 0 */
    int rowOf(int branch, int place) {
        int wanted = branches.get(branch).past().tokens() + place;
        for (Run run = lastOf[branch]; run != null; run = run.before) {
            if (run.cached == null && wanted >= run.start && run.ids.length > 0) {
                return run.from + wanted - run.start;
            }
        }
        throw new IllegalArgumentException("The token (%d) must be one of the new ones of sequence %d (%d)."
                .formatted(place, branch, branches.get(branch).ids().length));
    }

    /** Tokens of the longest sequence. */
    int longest() {
        return branches.stream().mapToInt(Branch::tokens).max().orElse(0);
    }

    /** Whether rows are the sequences' new tokens, in their order. */
    boolean plain() {
        int at = 0;
        for (int branch = 0; branch < lastOf.length; branch++) {
            Run run = lastOf[branch];
            if (run.from != at || run.ids.length != branches.get(branch).ids().length) {
                return false;
            }
            at = run.to;
        }
        return at == ids.length;
    }
}
