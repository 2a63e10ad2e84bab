package dev.podium.torch.decoder;

import dev.podium.torch.layer.Dropout;
import dev.podium.torch.layer.Observer;
import dev.podium.torch.tensor.Device;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Reads any number of sequences for the vectors at some of their places: in as many passes as memory needs, what they share once.
 *
 * <p>A pass takes the sequences of one branch of the tree of tokens; a prefix whose sequences do not fit into one pass is calculated
 * first, and kept for the passes behind it.
 */
final class Reader implements AutoCloseable {

    // Matrix products of so many rows keep any CPU busy; activations of more would only need memory.
    private static final int MOST_ROWS = 4096;

    /** A shorter prefix is cheaper to calculate again than to look for. */
    private static final int LEAST_KEPT = 32;

    private final Decoder decoder;
    private final Prefixes prefixes = new Prefixes();
    private long changes;

    Reader(Decoder decoder) {
        this.decoder = decoder;
    }

    /** One of the sequences asked for. @param ends the first place that is wanted: a prefix kept must end before it */
    private record Asked(int index, int[] ids, int[] places, int ends) {}

    private record Waiting(Asked asked, Branch branch) {}

    /**
     * Reads.
     *
     * @param keeps whether keys may come from the last calls, and be kept for the next; not where gradients are wanted
     * @return for each number of layers, [all places, width] in the order asked for
     */
    List<Tensor> read(List<int[]> sequences, List<int[]> places, boolean keeps, int... afterLayers) {
        renew();
        List<Asked> asked = new ArrayList<>();
        for (int i = 0; i < sequences.size(); i++) {
            asked.add(asked(i, sequences.get(i), places.get(i)));
        }
        decoder.asked(asked.stream()
                .filter(one -> one.places.length > 0)
                .mapToLong(one -> one.ids.length)
                .sum());
        Answers answers = new Answers(sequences.size(), keeps && shares(), afterLayers);
        try (Scope scope = Scope.open()) {
            Map<Integer, List<Asked>> byRegime = new TreeMap<>();
            for (Asked one : asked) {
                if (one.places.length > 0) {
                    byRegime.computeIfAbsent(regime(one), _ -> new ArrayList<>())
                            .add(one);
                }
            }
            byRegime.values().forEach(alike -> readAlike(waiting(alike, answers), answers));
            List<Tensor> all = answers.inOrder(asked, decoder.device());
            scope.keep(all.toArray(Tensor[]::new));
            return all;
        }
    }

    private void renew() {
        if (changes != decoder.changes()) {
            // Keys and values of other weights, or of another adapter.
            forget();
            changes = decoder.changes();
        }
    }

    /**
     * What is known of texts that somebody will go on from: from the last calls, and what all of these begin with, which is
     * calculated now and kept.
     *
     * @return one a text, shorter than it by one token at least, each held for the caller
     */
    List<Past> begin(List<int[]> texts) {
        renew();
        Past[] known = new Past[texts.size()];
        Map<Integer, List<Waiting>> byRegime = new TreeMap<>();
        for (int i = 0; i < known.length; i++) {
            int[] ids = texts.get(i);
            Asked one = new Asked(i, ids, new int[0], ids.length - 1);
            known[i] = prefixes.before(ids, one.ends, regime(one)).hold();
            byRegime.computeIfAbsent(regime(one), _ -> new ArrayList<>()).add(new Waiting(one, behind(known[i], ids)));
        }
        boolean done = false;
        try {
            byRegime.values().forEach(alike -> beginAlike(alike, known));
            done = true;
        } finally {
            if (!done) {
                Arrays.stream(known).forEach(Past::release);
            }
        }
        decoder.asked(Arrays.stream(known).mapToLong(Past::tokens).sum());
        return List.of(known);
    }

    private void beginAlike(List<Waiting> alike, Past[] known) {
        Waiting first = alike.getFirst();
        int more;
        if (alike.size() == 1) {
            more = Math.min(prefixes.met(first.asked.ids), first.asked.ends)
                    - first.branch.past().tokens();
            prefixes.meet(first.asked.ids);
        } else {
            more = shared(alike);
        }
        if (more < LEAST_KEPT) {
            return;
        }
        Past longer = kept(first, more);
        for (Waiting one : alike) {
            known[one.asked.index].release();
            known[one.asked.index] = longer.hold();
        }
        longer.release();
    }

    private void readAlike(List<Waiting> waiting, Answers answers) {
        // Held while they are read: what is kept meanwhile may push a prefix out.
        waiting.forEach(one -> one.branch.past().hold());
        try {
            if (waiting.size() == 1 && answers.keeps(decoder)) {
                readAlone(waiting.getFirst(), answers);
            } else {
                readAll(waiting, answers);
            }
        } finally {
            waiting.forEach(one -> one.branch.past().release());
        }
    }

    /** What one sequence has in common with those of the last calls is calculated apart, and kept: more may come that begin so. */
    private void readAlone(Waiting waiting, Answers answers) {
        int[] ids = waiting.asked.ids;
        int more = Math.min(prefixes.met(ids), waiting.asked.ends)
                - waiting.branch.past().tokens();
        if (more < LEAST_KEPT) {
            readAll(List.of(waiting), answers);
        } else {
            Past longer = kept(waiting, more);
            try {
                readAll(List.of(new Waiting(waiting.asked, behind(longer, ids))), answers);
            } finally {
                longer.release();
            }
        }
        prefixes.meet(ids);
    }

    private Asked asked(int index, int[] ids, int[] places) {
        for (int place : places) {
            if (place < 0 || place >= ids.length) {
                throw new IllegalArgumentException(
                        "The place (%d) must be in [0, %d), the tokens of sequence %d.\nMaybe the sequence is empty."
                                .formatted(place, ids.length, index));
            }
        }
        return new Asked(index, ids, places, Arrays.stream(places).min().orElse(ids.length));
    }

    private int regime(Asked asked) {
        return decoder.spec().regime(asked.ids.length);
    }

    private boolean shares() {
        return !decoder.spec().bidirectional();
    }

    private List<Waiting> waiting(List<Asked> asked, Answers answers) {
        List<Waiting> waiting = new ArrayList<>();
        for (Asked one : asked) {
            Past past = answers.keeps(decoder) ? prefixes.before(one.ids, one.ends, regime(one)) : Past.NONE;
            waiting.add(new Waiting(one, behind(past, one.ids)));
        }
        return waiting;
    }

    private static Branch behind(Past past, int[] ids) {
        return Branch.of(past, Arrays.copyOfRange(ids, past.tokens(), ids.length));
    }

    private void readAll(List<Waiting> waiting, Answers answers) {
        if (waiting.isEmpty()) {
            return;
        }
        Plan plan = plan(waiting);
        if (plan.rows() <= MOST_ROWS || waiting.size() == 1) {
            readAtOnce(waiting, plan, answers);
            return;
        }
        int shared = answers.keeps(decoder) ? shared(waiting) : 0;
        if (shared >= LEAST_KEPT) {
            Past past = kept(waiting.getFirst(), shared);
            try {
                readInParts(
                        waiting.stream()
                                .map(one -> new Waiting(one.asked, behind(past, one.asked.ids)))
                                .toList(),
                        answers);
            } finally {
                past.release();
            }
        } else {
            readInParts(waiting, answers);
        }
    }

    private Plan plan(List<Waiting> waiting) {
        List<Branch> branches = waiting.stream().map(Waiting::branch).toList();
        // What is shared is attended to by hand where gradients are wanted, which keeps every score: that costs more
        // than it
        // spares, but where nearly all is shared.
        return shares() && !Dropout.isLearning() ? Plan.shared(branches) : Plan.apart(branches);
    }

    /** New tokens that all have in common before anything is wanted of them; 0 if their pasts differ. */
    private static int shared(List<Waiting> waiting) {
        Waiting first = waiting.getFirst();
        int shared = Integer.MAX_VALUE;
        for (Waiting one : waiting) {
            if (!one.branch.past().equals(first.branch.past())) {
                return 0;
            }
            int mismatch = Arrays.mismatch(first.branch.ids(), one.branch.ids());
            int alike = mismatch < 0 ? one.branch.ids().length : mismatch;
            shared = Math.min(
                    shared, Math.min(alike, one.asked.ends - one.branch.past().tokens()));
        }
        return shared;
    }

    /** Calculates the next tokens of a sequence for their keys and values alone; held for the caller. */
    private Past kept(Waiting waiting, int tokens) {
        Past past = waiting.branch.past();
        int[] ids = Arrays.copyOf(waiting.branch.ids(), tokens);
        Plan plan = Plan.apart(List.of(Branch.of(past, ids)));
        Plan.Run run = plan.last(0);
        Chunk chunk = Chunk.of(decoder.spec(), tokens, decoder.device());
        run.into = chunk;
        try (Scope _ = Scope.open();
                Pass pass = decoder.pass(plan, new int[][] {plan.positions()}, regime(waiting.asked), Observer.NONE)) {
            int layers = decoder.spec().layers().size();
            decoder.through(decoder.embedded(plan), pass, 0, layers, new int[0]);
            chunk.grown(tokens);
            Past longer = past.then(chunk, tokens).hold();
            prefixes.keep(Arrays.copyOf(waiting.asked.ids, longer.tokens()), regime(waiting.asked), longer);
            return longer;
        } finally {
            chunk.release();
        }
    }

    /** By the order of their tokens, so that neighbours share; each part as large as a pass may be. */
    private void readInParts(List<Waiting> waiting, Answers answers) {
        List<Waiting> sorted = new ArrayList<>(waiting);
        sorted.sort((a, b) -> Arrays.compare(a.asked.ids, b.asked.ids));
        List<Waiting> part = new ArrayList<>();
        int rows = 0;
        for (Waiting one : sorted) {
            if (!part.isEmpty() && rows + one.branch.ids().length > MOST_ROWS) {
                readAtOnce(part, plan(part), answers);
                part.clear();
                rows = 0;
            }
            part.add(one);
            rows += one.branch.ids().length;
        }
        readAtOnce(part, plan(part), answers);
    }

    private void readAtOnce(List<Waiting> waiting, Plan plan, Answers answers) {
        List<Plan.Run> kept = answers.keeps(decoder) ? keepable(plan, waiting) : List.of();
        int[] rows = IntStream.range(0, waiting.size())
                .flatMap(i -> Arrays.stream(waiting.get(i).asked.places)
                        .map(place -> plan.rowOf(
                                i, place - waiting.get(i).branch.past().tokens())))
                .toArray();
        List<Chunk> made = new ArrayList<>();
        try {
            for (Plan.Run run : kept) {
                run.into = Chunk.of(decoder.spec(), run.ids.length, decoder.device());
                made.add(run.into);
            }
            answers.add(waiting.stream().map(Waiting::asked).toList(), taps(plan, rows, answers.afterLayers));
            for (Plan.Run run : kept) {
                keep(run, plan, waiting);
            }
        } finally {
            made.forEach(Chunk::release);
        }
    }

    /** Runs that several sequences begin with, worth keeping for the next call. */
    private static List<Plan.Run> keepable(Plan plan, List<Waiting> waiting) {
        return plan.runs().stream()
                .filter(run -> run.sequences > 1 && run.ids.length >= LEAST_KEPT)
                .filter(run -> run.before == null || run.before.cached != null || run.before.before == null)
                .filter(run -> IntStream.range(0, waiting.size())
                        .filter(i -> plan.last(i) == run || plan.last(i).path().contains(run))
                        .allMatch(i -> waiting.get(i).asked.ends >= run.start + run.ids.length))
                .toList();
    }

    private void keep(Plan.Run run, Plan plan, List<Waiting> waiting) {
        Chunk chunk = Objects.requireNonNull(run.into);
        chunk.grown(run.ids.length);
        int owner = IntStream.range(0, waiting.size())
                .filter(i -> plan.last(i).path().contains(run))
                .findFirst()
                .orElseThrow();
        Past past = waiting.get(owner).branch.past().then(chunk, run.ids.length);
        prefixes.keep(
                Arrays.copyOf(waiting.get(owner).asked.ids, past.tokens()), regime(waiting.get(owner).asked), past);
    }

    private List<Tensor> taps(Plan plan, int[] rows, int[] afterLayers) {
        try (Scope scope = Scope.open();
                Pass pass = decoder.pass(plan, Observer.NONE)) {
            List<Tensor> taps = new ArrayList<>();
            Tensor x = decoder.embedded(plan);
            int passed = 0;
            for (int after : afterLayers) {
                boolean end = after == afterLayers[afterLayers.length - 1];
                Tensor next = decoder.through(x, pass, passed, after, end ? rows : null);
                taps.add(scope.keep(
                        end ? next : next.pick(0, Tensors.indices(rows).to(decoder.device()))));
                x = next;
                passed = after;
            }
            return taps;
        }
    }

    /** Forgets what is kept between calls: weights were changed, or memory is needed. */
    void forget() {
        prefixes.close();
    }

    @Override
    public void close() {
        prefixes.close();
    }

    /** The answers of several passes, and to whom they belong. */
    private static final class Answers {

        private final int[] afterLayers;
        private final boolean keeps;
        private final int[] rowOf;
        private final List<List<Tensor>> parts = new ArrayList<>();
        private int rows;

        Answers(int sequences, boolean keeps, int[] afterLayers) {
            this.keeps = keeps;
            this.afterLayers = afterLayers;
            this.rowOf = new int[sequences];
        }

        /** Whether anything is kept: keys and values of all layers come about only if all layers run. */
        boolean keeps(Decoder decoder) {
            return keeps
                    && afterLayers[afterLayers.length - 1]
                            == decoder.spec().layers().size();
        }

        void add(List<Asked> asked, List<Tensor> part) {
            for (Asked one : asked) {
                rowOf[one.index] = rows;
                rows += one.places.length;
            }
            parts.add(part);
        }

        List<Tensor> inOrder(List<Asked> asked, Device device) {
            int[] order = asked.stream()
                    .flatMapToInt(one -> IntStream.range(rowOf[one.index], rowOf[one.index] + one.places.length))
                    .toArray();
            boolean sorted = IntStream.range(0, order.length).allMatch(i -> order[i] == i);
            List<Tensor> all = new ArrayList<>();
            for (int i = 0; i < afterLayers.length; i++) {
                int tap = i;
                List<Tensor> of = parts.stream().map(part -> part.get(tap)).toList();
                Tensor whole = of.size() == 1 ? of.getFirst() : Tensors.cat(of, 0);
                all.add(sorted ? whole : whole.pick(0, Tensors.indices(order).to(device)));
            }
            return all;
        }
    }
}
