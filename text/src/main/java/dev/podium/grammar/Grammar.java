package dev.podium.grammar;

import dev.podium.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A set of answers over one model's tokens: in each state, which tokens may come.
 *
 * <p>A token may come if its bytes keep an answer possible, and if from there some answer can be finished with the tokens
 * of this vocabulary; so no state is without a token, and what is written up to an end token is an answer. All ways to
 * cut an answer into tokens are allowed. States are found as they are reached, and kept for as long as this object.
 *
 * <p>Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class Grammar {

    /** The state after the end token. */
    public static final int ENDED = -1;

    private final Pieces tokens;
    private final List<Pieces.Piece> pieces;
    private final List<Shape> shapes = new ArrayList<>();
    private final Map<Shape, Integer> states = new HashMap<>();
    private final Map<Integer, Map<Integer, Integer>> moves = new HashMap<>();
    private final Map<Integer, Boolean> alive = new HashMap<>();
    private final Map<Integer, Integer> enough = new HashMap<>();
    private final Map<String, Integer> written = new HashMap<>();

    private Grammar(Pieces tokens) {
        this.tokens = tokens;
        this.pieces = tokens.sorted();
    }

    /**
     * Puts answers and vocabulary together.
     *
     * @param end the token that ends an answer
     * @throws IllegalArgumentException if the vocabulary cannot write any of the answers
     */
    public static Grammar of(Answers answers, Vocabulary vocabulary, int end) {
        return of(answers, Pieces.of(vocabulary, List.of(end)));
    }

    /**
     * The same, of a vocabulary whose tokens are sorted already.
     *
     * @throws IllegalArgumentException if the vocabulary cannot write any of the answers
     */
    public static Grammar of(Answers answers, Pieces pieces) {
        Grammar grammar = new Grammar(pieces);
        if (!grammar.alive(grammar.state(answers.shape()))) {
            throw new IllegalArgumentException(
                    "The tokens of this vocabulary can write none of the answers.\nMaybe use labels of other characters.");
        }
        return grammar;
    }

    /** The state before the first token. */
    public int start() {
        return 0;
    }

    /** Whether the answer may end here. */
    public synchronized boolean mayEnd(int state) {
        return shape(state).complete();
    }

    /** Whether nothing may come but an end token: the answer is whole, and none is longer. */
    public synchronized boolean mustEnd(int state) {
        return shape(state).complete() && moves(state).values().stream().noneMatch(this::alive);
    }

    /**
     * Tokens that suffice to finish some answer from here, the end token not counted: there may be a shorter way. {@link
     * Integer#MAX_VALUE} where only a search would find one.
     */
    public synchronized int enough(int state) {
        return enough.computeIfAbsent(state, at -> {
            int tokens = shape(at).enough(this::written);
            return tokens == Shape.NEVER ? Integer.MAX_VALUE : tokens;
        });
    }

    /** Tokens that write some bytes, by the longest that fits at each place. */
    private int written(String bytes) {
        Integer known = written.get(bytes);
        if (known == null) {
            known = 0;
            for (int at = 0; at < bytes.length() && known < Shape.NEVER; ) {
                int longest = longest(bytes, at);
                known = longest == 0 ? Shape.NEVER : known + 1;
                at += longest;
            }
            written.put(bytes, known);
        }
        return known;
    }

    /** Bytes of the longest piece that stands at a place; 0 if none does. */
    private int longest(String bytes, int at) {
        int longest = 0;
        int from = 0;
        int to = pieces.size();
        for (int depth = 0; at + depth < bytes.length() && from < to; ) {
            int next = bytes.charAt(at + depth);
            from = firstAt(from, to, depth, next);
            to = firstAt(from, to, depth, next + 1);
            depth++;
            if (from < to && pieces.get(from).bytes().length == depth) {
                longest = depth;
            }
        }
        return longest;
    }

    /** The first of some pieces, which share their first bytes, whose next byte is not less; shorter ones come before it. */
    private int firstAt(int from, int to, int depth, int least) {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            byte[] bytes = pieces.get(middle).bytes();
            if (bytes.length > depth && (bytes[depth] & 0xff) >= least) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** How many states were found until now: for whoever bounds what is kept. */
    public synchronized int states() {
        return shapes.size();
    }

    /** The tokens that may come, ascending, the end tokens among them where the answer may end; never empty. */
    public synchronized int[] allowed(int state) {
        List<Integer> allowed = new ArrayList<>();
        moves(state).forEach((token, to) -> {
            if (alive(to)) {
                allowed.add(token);
            }
        });
        IntStream ends = shape(state).complete() ? Arrays.stream(tokens.ends()) : IntStream.empty();
        return IntStream.concat(allowed.stream().mapToInt(Integer::intValue), ends)
                .sorted()
                .toArray();
    }

    /**
     * The state after a token, or {@link #ENDED} after an end token.
     *
     * @throws IllegalArgumentException if the token may not come
     */
    public synchronized int next(int state, int token) {
        if (tokens.ends(token) && shape(state).complete()) {
            return ENDED;
        }
        Integer to = moves(state).get(token);
        if (to == null || !alive(to)) {
            throw new IllegalArgumentException(
                    "The token (%d) may not come here; %d others may.\nMaybe choose among allowed(state)."
                            .formatted(token, allowed(state).length));
        }
        return to;
    }

    private Shape shape(int state) {
        if (state < 0 || state >= shapes.size()) {
            throw new IllegalArgumentException(
                    "The state (%d) must be one that start or next gave, and not ENDED.".formatted(state));
        }
        return shapes.get(state);
    }

    private int state(Shape shape) {
        Integer known = states.get(shape);
        if (known != null) {
            return known;
        }
        shapes.add(shape);
        states.put(shape, shapes.size() - 1);
        return shapes.size() - 1;
    }

    private boolean alive(int state) {
        Boolean known = alive.get(state);
        if (known == null) { // answers are finite and tokens not empty, so this ends
            known = enough(state) < Integer.MAX_VALUE
                    || List.copyOf(moves(state).values()).stream().anyMatch(this::alive);
            alive.put(state, known);
        }
        return known;
    }

    private Map<Integer, Integer> moves(int state) {
        Shape shape = shape(state);
        Map<Integer, Integer> known = moves.get(state);
        if (known == null) {
            known = new HashMap<>();
            walk(0, pieces.size(), 0, shape, known);
            moves.put(state, known);
        }
        return known;
    }

    /** The pieces in [from, to) share their first {@code depth} bytes, which led to this shape. */
    private void walk(int from, int to, int depth, Shape shape, Map<Integer, Integer> into) {
        int at = from;
        for (; at < to && pieces.get(at).bytes().length == depth; at++) {
            into.put(pieces.get(at).id(), state(shape));
        }
        while (at < to) {
            int next = pieces.get(at).bytes()[depth] & 0xff;
            int end = firstAt(at, to, depth, next + 1);
            Shape after = shape.after(next);
            if (!after.equals(Shape.NOTHING)) {
                walk(at, end, depth + 1, after, into);
            }
            at = end;
        }
    }
}
