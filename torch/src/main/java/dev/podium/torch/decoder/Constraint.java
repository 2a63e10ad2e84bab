package dev.podium.torch.decoder;

import dev.podium.grammar.Grammar;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * A grammar with an end in sight: which tokens may come so that the answer is whole within the tokens that are left.
 *
 * <p>What is kept true from token to token: from the state that is reached, some answer can be finished in time. It holds at the
 * beginning or is refused there, and of the tokens that may come at least the next one of that answer keeps it.
 */
final class Constraint {

    // States that a search for a short end looks at. A search from a later state of a path looks at fewer, so that what
    // was found stays.
    private static final int MOST_STATES = 256;

    private final Grammar grammar;
    private final IntToDoubleFunction length;
    private final Map<Integer, Integer> straight = new HashMap<>();

    /** One of its own, or none where there is no grammar. */
    static @Nullable Constraint of(@Nullable Grammar grammar, Function<int[], String> decode) {
        return grammar == null
                ? null
                : new Constraint(
                        grammar, token -> decode.apply(new int[] {token}).length());
    }

    /** @param length of a token's text: long tokens are tried first where an end is looked for */
    Constraint(Grammar grammar, IntToDoubleFunction length) {
        this.grammar = grammar;
        this.length = length;
    }

    Grammar grammar() {
        return grammar;
    }

    /** Whether some answer can be finished from here with so many tokens, the end token not counted. */
    boolean endsWithin(int state, int tokens) {
        return state == Grammar.ENDED
                || grammar.enough(state) <= tokens
                || straight(state) <= tokens
                || searched(state, tokens);
    }

    /** Tokens to an end by the longest token at each place: not the shortest way, but a way. */
    private int straight(int from) {
        Deque<Integer> path = new ArrayDeque<>();
        int state = from;
        while (!straight.containsKey(state) && !grammar.mayEnd(state)) {
            path.push(state);
            int best = -1;
            for (int token : grammar.allowed(state)) {
                if (best < 0 || length.applyAsDouble(token) > length.applyAsDouble(best)) {
                    best = token;
                }
            }
            state = grammar.next(state, best);
        }
        int steps = straight.getOrDefault(state, 0);
        for (int passed : path) {
            straight.put(passed, ++steps);
        }
        return steps;
    }

    private boolean searched(int from, int tokens) {
        Set<Integer> seen = new HashSet<>(Set.of(from));
        Set<Integer> now = Set.of(from);
        for (int steps = 0; steps <= tokens; steps++) {
            Set<Integer> next = new HashSet<>();
            for (int state : now) {
                if (grammar.mayEnd(state)) {
                    return true;
                }
                for (int token : grammar.allowed(state)) {
                    int to = grammar.next(state, token);
                    if (seen.add(to)) {
                        next.add(to);
                    }
                }
                if (seen.size() > MOST_STATES) {
                    return false;
                }
            }
            now = next;
        }
        return false;
    }
}
