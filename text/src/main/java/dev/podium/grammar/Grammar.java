package dev.podium.grammar;

import dev.podium.text.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A set of answers over one model's tokens: in each state, which tokens may come.
 *
 * <p>A token may come if its bytes keep an answer possible, and if from there some answer can be finished with the tokens
 * of this vocabulary; so no state is without a token, and what is written up to the end token is an answer. All ways to
 * cut an answer into tokens are allowed. States are found as they are reached, and kept for as long as this object.
 *
 * <p>Safe for use by several threads.
 *
 * @since 0.1.0
 */
public final class Grammar {

    /** The state after the end token. */
    public static final int ENDED = -1;

    private record Piece(byte[] bytes, int id) {}

    private final List<Piece> pieces; // sorted by bytes, unsigned
    private final int end;
    private final List<Shape> shapes = new ArrayList<>();
    private final Map<Shape, Integer> states = new HashMap<>();
    private final Map<Integer, Map<Integer, Integer>> moves = new HashMap<>();
    private final Map<Integer, Boolean> alive = new HashMap<>();

    private Grammar(List<Piece> pieces, int end) {
        this.pieces = pieces;
        this.end = end;
    }

    /**
     * Puts answers and vocabulary together.
     *
     * @param end the token that ends an answer
     * @throws IllegalArgumentException if the vocabulary cannot write any of the answers
     */
    public static Grammar of(Answers answers, Vocabulary vocabulary, int end) {
        List<Piece> pieces = new ArrayList<>();
        for (int id = 0; id < vocabulary.size(); id++) {
            byte[] bytes = vocabulary.bytes(id);
            if (bytes != null && bytes.length > 0 && id != end) {
                pieces.add(new Piece(bytes, id));
            }
        }
        pieces.sort((a, b) -> Arrays.compareUnsigned(a.bytes, b.bytes));
        Grammar grammar = new Grammar(pieces, end);
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

    /** The tokens that may come, ascending, the end token among them where the answer may end; never empty. */
    public synchronized int[] allowed(int state) {
        List<Integer> tokens = new ArrayList<>();
        moves(state).forEach((token, to) -> {
            if (alive(to)) {
                tokens.add(token);
            }
        });
        if (shape(state).complete()) {
            tokens.add(end);
        }
        return tokens.stream().mapToInt(Integer::intValue).sorted().toArray();
    }

    /**
     * The state after a token, or {@link #ENDED} after the end token.
     *
     * @throws IllegalArgumentException if the token may not come
     */
    public synchronized int next(int state, int token) {
        if (token == end && shape(state).complete()) {
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
            known = shapes.get(state).complete()
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
        for (; at < to && pieces.get(at).bytes.length == depth; at++) {
            into.put(pieces.get(at).id, state(shape));
        }
        while (at < to) {
            int next = pieces.get(at).bytes[depth] & 0xff;
            int low = at;
            int high = to;
            while (low < high) { // the first piece with a greater byte here
                int middle = (low + high) >>> 1;
                if ((pieces.get(middle).bytes[depth] & 0xff) > next) {
                    high = middle;
                } else {
                    low = middle + 1;
                }
            }
            Shape after = shape.after(next);
            if (!after.equals(Shape.NOTHING)) {
                walk(at, low, depth + 1, after, into);
            }
            at = low;
        }
    }
}
