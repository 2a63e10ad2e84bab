package dev.podium.torch.decoder;

import dev.podium.torch.layer.Observer;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import dev.podium.torch.tensor.Tensors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A text that a decoder has read and can go on from: its keys and values are kept.
 *
 * <pre>{@code
 * try (Session prompt = Session.of(decoder)) {
 *     Session.append(List.of(prompt), List.of(ids));             // prefill
 *     Session other = prompt.fork();                             // nothing is copied
 *     Tensor last = Session.append(List.of(prompt, other), List.of(yes, no));
 *     other.truncate(ids.length);                                // as if nothing had been appended
 * }
 * }</pre>
 *
 * <p>Forks share what was read before them, and are attended to together where they go on in one call. What is appended to a session
 * that nobody shares grows in place.
 *
 * @since 0.1.0
 */
public final class Session implements AutoCloseable {

    // Room for an answer's first tokens in a chunk that is likely to be written behind.
    private static final int ROOM = 32;

    private final Decoder decoder;
    private int[] ids;
    private Past past;
    private int regime;
    /** By how much positions run ahead of places, where the caller counted otherwise. */
    private int ahead;
    /** Tokens that cannot be read again by their ids, since vectors were given for them. */
    private int given;

    private Session(Decoder decoder, int[] ids, Past past, int regime, int ahead, int given) {
        this.decoder = decoder;
        this.ids = ids;
        this.past = past;
        this.regime = regime;
        this.ahead = ahead;
        this.given = given;
    }

    /**
     * A session that has read nothing.
     *
     * @throws IllegalArgumentException if tokens of this decoder see those behind them
     */
    public static Session of(Decoder decoder) {
        if (decoder.spec().bidirectional()) {
            throw new IllegalArgumentException(
                    "A decoder whose tokens see those behind them cannot go on from what it has read.\nMaybe read the text at once, with last(...).");
        }
        return new Session(decoder, new int[0], Past.NONE, 0, 0, 0);
    }

    /**
     * Sessions that have read of each text what is known of it: from the last calls, and what all of these begin with.
     *
     * @param texts at least one token each; the last token of each is left to be read
     * @throws IllegalArgumentException if tokens of this decoder see those behind them
     */
    static List<Session> begun(Decoder decoder, List<int[]> texts) {
        of(decoder); // refuses those that cannot go on
        List<Past> known = decoder.begin(texts);
        List<Session> sessions = new ArrayList<>();
        for (int i = 0; i < known.size(); i++) {
            int[] ids = texts.get(i);
            sessions.add(new Session(
                    decoder,
                    Arrays.copyOf(ids, known.get(i).tokens()),
                    known.get(i),
                    decoder.spec().regime(ids.length),
                    0,
                    0));
        }
        return sessions;
    }

    /** What was read, a copy. */
    public int[] ids() {
        return ids.clone();
    }

    /** How many tokens were read. */
    public int tokens() {
        return ids.length;
    }

    /** Another session that has read the same, without a copy. */
    public Session fork() {
        return new Session(decoder, ids, past.hold(), regime, ahead, given);
    }

    /** Forgets all but the first tokens. @param tokens in [0, tokens()] */
    public void truncate(int tokens) {
        if (tokens < 0 || tokens > ids.length) {
            throw new IllegalArgumentException(
                    "The tokens to keep (%d) must be in [0, %d], which were read.".formatted(tokens, ids.length));
        }
        ids = Arrays.copyOf(ids, tokens);
        given = Math.min(given, tokens);
        if (tokens < past.tokens()) {
            Past shorter = past.first(tokens).hold();
            past.release();
            past = shorter;
            if (!past.links().isEmpty() && past.links().getLast().chunk().alone()) {
                past.links().getLast().chunk().cut(past.links().getLast().tokens());
            }
        }
    }

    /**
     * Reads on in several sessions at once.
     *
     * @param sessions of one decoder, none twice
     * @param more the next tokens of each, at least one
     * @return the vectors of the last tokens, after the final norm, [sessions, width]
     */
    public static Tensor append(List<Session> sessions, List<int[]> more) {
        return append(sessions, more, Observer.NONE);
    }

    /** The same, looked at; sequences are the sessions, and queries their new tokens. */
    public static Tensor append(List<Session> sessions, List<int[]> more, Observer observer) {
        check(sessions, more);
        Decoder decoder = sessions.getFirst().decoder;
        decoder.asked(more.stream().mapToLong(ids -> ids.length).sum());
        Map<Integer, List<Integer>> byRegime = new TreeMap<>();
        for (int i = 0; i < sessions.size(); i++) {
            Session session = sessions.get(i);
            int regime = decoder.spec().regime(session.tokens() + more.get(i).length);
            session.enter(regime);
            byRegime.computeIfAbsent(regime, _ -> new ArrayList<>()).add(i);
        }
        try (Scope scope = Scope.open()) {
            Tensor[] rows = new Tensor[sessions.size()];
            for (List<Integer> alike : byRegime.values()) {
                List<Branch> branches = new ArrayList<>();
                for (int i : alike) {
                    branches.add(sessions.get(i).branch(more.get(i)));
                }
                Tensor last = read(alike.stream().map(sessions::get).toList(), branches, observer);
                for (int i = 0; i < alike.size(); i++) {
                    rows[alike.get(i)] = last.slice(0, i, i + 1);
                }
            }
            return scope.keep(decoder.normed(Tensors.cat(List.of(rows), 0)));
        }
    }

    private static void check(List<Session> sessions, List<int[]> more) {
        if (sessions.size() != more.size() || sessions.isEmpty()) {
            throw new IllegalArgumentException(
                    "The sessions (%d) must be as many as what is appended (%d), at least one."
                            .formatted(sessions.size(), more.size()));
        }
        if (new HashSet<>(sessions).size() < sessions.size()) {
            throw new IllegalArgumentException("A session is twice in the call.\nMaybe fork it.");
        }
        if (more.stream().anyMatch(ids -> ids.length == 0)) {
            throw new IllegalArgumentException("Each session must be given at least one token.");
        }
    }

    /**
     * Reads vectors in the place of tokens, at positions of the caller's: what a picture tower hands over.
     *
     * @param x [tokens, width], as {@link Decoder#embedded} scales them
     * @param positions [axis][token]
     * @param placeholders the ids that these tokens are told by
     * @return all vectors after the final norm, [tokens, width]
     */
    public Tensor append(Tensor x, int[][] positions, int[] placeholders, Observer observer) {
        enter(decoder.spec().regime(ids.length + placeholders.length));
        if (past.tokens() < ids.length) {
            throw new IllegalStateException(
                    "Vectors (%d) would make a text that begins with tokens (%d) so long that positions are scaled anew."
                            .formatted(placeholders.length, ids.length));
        }
        Branch branch = new Branch(past, placeholders, 0);
        Plan plan = Plan.apart(List.of(branch));
        Chunk chunk = room(plan.last(0), 1);
        try (Scope scope = Scope.open();
                Pass pass = decoder.pass(plan, positions, regime, observer)) {
            Tensor all = decoder.through(x, pass, 0, decoder.spec().layers().size(), null);
            chunk.grown(placeholders.length);
            take(placeholders, plan, 0);
            int next = 1
                    + Arrays.stream(positions)
                            .flatMapToInt(Arrays::stream)
                            .max()
                            .orElse(-1);
            ahead = next - ids.length;
            given = ids.length;
            return scope.keep(decoder.normed(all));
        } finally {
            release(List.of(plan.last(0)), List.of(chunk));
        }
    }

    // ---------------------------------------------------------------- how it goes on

    /** Forgets keys whose angles no longer hold: a text that has grown beyond a border is turned in another way. */
    private void enter(int now) {
        if (now != regime) {
            if (given > 0 && !past.links().isEmpty()) {
                throw new IllegalStateException(
                        "A text of %d tokens, some of them given as vectors, has grown beyond the length at which positions are scaled anew."
                                .formatted(ids.length));
            }
            past.release();
            past = Past.NONE;
            regime = now;
        }
    }

    /** What is not cached any more is read again. */
    private Branch branch(int[] more) {
        int known = past.tokens();
        int[] unread = Arrays.copyOfRange(ids, known, ids.length + more.length);
        System.arraycopy(more, 0, unread, ids.length - known, more.length);
        return new Branch(past, unread, known + ahead);
    }

    private static Tensor read(List<Session> sessions, List<Branch> branches, Observer observer) {
        Decoder decoder = sessions.getFirst().decoder;
        Plan plan = sessions.stream().allMatch(session -> session.ahead == 0)
                ? Plan.shared(branches)
                : Plan.apart(branches);
        List<Plan.Run> runs = plan.runs();
        int[] last = new int[sessions.size()];
        for (int i = 0; i < last.length; i++) {
            last[i] = plan.rowOf(i, branches.get(i).ids().length - 1);
        }
        boolean watched = !observer.equals(Observer.NONE);
        List<Chunk> chunks = new ArrayList<>();
        try (Scope scope = Scope.open()) {
            for (Plan.Run run : runs) {
                chunks.add(sessions.getFirst().room(run, run.sequences));
            }
            int layers = decoder.spec().layers().size();
            Tensor rows;
            try (Pass pass = decoder.pass(plan, observer)) {
                Tensor x = decoder.through(decoder.embedded(plan), pass, 0, layers, watched ? null : last);
                rows = watched ? x.pick(0, Tensors.indices(last).to(decoder.device())) : x;
            }
            for (int i = 0; i < runs.size(); i++) {
                chunks.get(i).grown(runs.get(i).ids.length);
            }
            for (int i = 0; i < sessions.size(); i++) {
                sessions.get(i).take(branches.get(i).ids(), plan, i);
            }
            return scope.keep(rows);
        } finally {
            release(runs, chunks);
        }
    }

    /** Where the keys of a run are kept: behind those before it if nobody else goes on from there. */
    private Chunk room(Plan.Run run, int sequences) {
        Plan.Run parent = run.before;
        Past.Link before = parent == null ? null : parent.cached;
        if (parent != null
                && before != null
                && sequences == 1
                && Plan.behind(parent).size() == 1
                && before.chunk().alone()
                && before.chunk().filled() == before.tokens()) {
            before.chunk().reserve(run.ids.length);
            run.into = before.chunk();
        } else {
            int room = sequences == 1 ? ROOM : 0;
            run.into = Chunk.of(decoder.spec(), run.ids.length + room, decoder.device());
        }
        return run.into;
    }

    /** Takes over what was read. */
    private void take(int[] read, Plan plan, int branch) {
        int known = past.tokens();
        ids = Arrays.copyOf(ids, known + read.length);
        System.arraycopy(read, 0, ids, known, read.length);
        Past longer = past;
        for (Plan.Run run : plan.last(branch).path()) {
            @Nullable Chunk into = run.into;
            if (run.cached == null && into != null) {
                longer = longer.then(into, into.filled());
            }
        }
        longer.hold();
        past.release();
        past = longer;
    }

    /** Lets go of chunks that were made for this call; the sessions hold them now, unless it failed. */
    private static void release(List<Plan.Run> runs, List<Chunk> chunks) {
        for (int i = 0; i < chunks.size(); i++) {
            Plan.Run before = runs.get(i).before;
            boolean grew = before != null && before.cached != null && before.cached.chunk() == chunks.get(i);
            if (!grew) {
                chunks.get(i).release();
            }
        }
    }

    @Override
    public void close() {
        past.release();
        past = Past.NONE;
        ids = new int[0];
    }
}
