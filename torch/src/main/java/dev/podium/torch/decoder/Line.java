package dev.podium.torch.decoder;

import dev.podium.grammar.Grammar;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * One answer while it is written: which tokens may come next, and when it is done.
 *
 * @since 0.1.0
 */
public final class Line {

    private final int[] prompt;
    private final WritingOptions options;
    private final @Nullable Constraint constraint;
    private final Function<int[], String> decode;
    private final RandomGenerator random;
    private final List<Integer> thoughts = new ArrayList<>();
    private final List<Integer> answer = new ArrayList<>();
    private final List<Written.Place> places = new ArrayList<>();
    private final Deque<Integer> forced = new ArrayDeque<>();
    private boolean thinking;
    private int state;
    private String text = "";
    private Written.@Nullable Finish finish;

    /**
     * An answer of which nothing is written.
     *
     * @param prompt that it answers, which with the seed decides what is drawn
     * @param decode tokens as text
     * @throws IllegalArgumentException if no answer of a grammar has as few tokens as may be written
     */
    public static Line of(int[] prompt, WritingOptions options, Function<int[], String> decode) {
        return new Line(prompt, options, Constraint.of(options.grammar(), decode), decode);
    }

    Line(int[] prompt, WritingOptions options, @Nullable Constraint constraint, Function<int[], String> decode) {
        this.prompt = prompt;
        this.options = options;
        this.constraint = constraint;
        this.decode = decode;
        // The prompt is the query and the seed the call: where in a batch it stands makes no difference.
        this.random = new SplittableRandom(options.seed() * 0x9E3779B97F4A7C15L + Arrays.hashCode(prompt));
        this.thinking = options.thinking() != null;
        if (constraint != null) {
            this.state = constraint.grammar().start();
            if (!constraint.endsWithin(state, options.maxTokens())) {
                throw new IllegalArgumentException(
                        "No answer of the grammar has as few tokens as may be written (%d).\nMaybe allow more."
                                .formatted(options.maxTokens()));
            }
        }
        closeIfLong();
    }

    /** Whether nothing more is to be written. */
    public boolean done() {
        return finish != null;
    }

    /** Whether logits of all tokens are needed: to tell probabilities, or because any token may come. */
    boolean needsAll() {
        return options.topLogProbs() >= 0 || constraint == null || thinking;
    }

    /** The tokens that may come, where a grammar says so. */
    int[] allowed() {
        return Objects.requireNonNull(constraint).grammar().allowed(state);
    }

    /** The next token where there is no choice and nobody asks how probable it is; -1 where there is one. */
    int onlyToken() {
        if (done() || options.topLogProbs() >= 0) {
            return -1;
        }
        if (!forced.isEmpty()) {
            return forced.getFirst();
        }
        if (constraint != null && !thinking) {
            int[] allowed = allowed();
            return allowed.length == 1 || constraint.grammar().mustEnd(state) ? allowed[0] : -1;
        }
        return -1;
    }

    /**
     * Chooses the next token.
     *
     * @param logits one a candidate
     * @param tokens the candidates' ids, ascending, or null where candidate i is token i
     */
    public int choose(float[] logits, int @Nullable [] tokens) {
        int token = forced.isEmpty() ? drawn(logits, tokens) : forced.getFirst();
        if (options.topLogProbs() >= 0) {
            places.add(place(logits, token));
        }
        return token;
    }

    private int drawn(float[] logits, int @Nullable [] tokens) {
        float[] open = constraint == null || thinking ? logits.clone() : onlyAllowed(logits, tokens);
        float[] late = thinking || answer.size() < options.minTokens() ? withoutEnds(open, tokens) : open;
        int[] context = options.sampling().repetitionPenalty() == 1 ? new int[0] : context();
        int token = drawnInTime(late, tokens, context);
        // Where all that goes on would take too long, the answer ends before its least length.
        return token >= 0 ? token : drawnInTime(open, tokens, context);
    }

    /** @return a token, or -1 if none of the open ones lets the answer become whole */
    private int drawnInTime(float[] open, int @Nullable [] tokens, int[] context) {
        float[] left = open.clone();
        while (anyOpen(left)) {
            int at = options.sampling().draw(left, tokens, context, random);
            int token = tokens == null ? at : tokens[at];
            if (inTime(token)) {
                return token;
            }
            left[at] = Float.NEGATIVE_INFINITY;
        }
        return -1;
    }

    private static boolean anyOpen(float[] logits) {
        for (float logit : logits) {
            if (logit != Float.NEGATIVE_INFINITY) {
                return true;
            }
        }
        return false;
    }

    /** Whether the answer can still become whole behind this token. */
    private boolean inTime(int token) {
        if (constraint == null || thinking) {
            return true;
        }
        int next = constraint.grammar().next(state, token);
        return constraint.endsWithin(next, options.maxTokens() - answer.size() - 1);
    }

    private int[] context() {
        return IntStream.concat(
                        Arrays.stream(prompt),
                        IntStream.concat(
                                thoughts.stream().mapToInt(i -> i),
                                answer.stream().mapToInt(i -> i)))
                .toArray();
    }

    private float[] onlyAllowed(float[] logits, int @Nullable [] tokens) {
        float[] open = new float[logits.length];
        Arrays.fill(open, Float.NEGATIVE_INFINITY);
        for (int token : allowed()) {
            int at = tokens == null ? token : Arrays.binarySearch(tokens, token);
            open[at] = logits[at];
        }
        return open;
    }

    private float[] withoutEnds(float[] open, int @Nullable [] tokens) {
        float[] late = open.clone();
        for (int i = 0; i < late.length; i++) {
            if (late[i] != Float.NEGATIVE_INFINITY && ends(tokens == null ? i : tokens[i])) {
                late[i] = Float.NEGATIVE_INFINITY;
            }
        }
        return late;
    }

    private boolean ends(int token) {
        if (constraint != null && !thinking && constraint.grammar().mayEnd(state)) {
            return constraint.grammar().next(state, token) == Grammar.ENDED;
        }
        return options.stopTokens().contains(token);
    }

    /** Takes the next token. @return whether the model is to read it: the answer goes on */
    public boolean accept(int token) {
        forced.pollFirst();
        if (thinking) {
            think(token);
            return true;
        }
        if (constraint != null) {
            state = constraint.grammar().next(state, token);
            if (state == Grammar.ENDED) {
                finish = Written.Finish.STOP;
                return false;
            }
        } else if (options.stopTokens().contains(token)) {
            finish = Written.Finish.STOP;
            return false;
        }
        answer.add(token);
        if (stoppedByWord()) {
            finish = Written.Finish.STOP;
        } else if (answer.size() == options.maxTokens()) {
            boolean whole = constraint != null && constraint.grammar().mayEnd(state);
            finish = whole ? Written.Finish.STOP : Written.Finish.LENGTH;
        }
        return !done();
    }

    /** Ends an answer that is whole and that no longer one begins with: nobody need be asked. */
    public void endIfItMust() {
        if (onlyToken() >= 0
                && !thinking
                && constraint != null
                && constraint.grammar().mustEnd(state)) {
            accept(onlyToken());
        }
    }

    private void think(int token) {
        thoughts.add(token);
        int end = Objects.requireNonNull(options.thinking()).end();
        // Closing tokens may go on behind the end of thoughts.
        if (forced.isEmpty() && thoughts.contains(end)) {
            thinking = false;
        }
        closeIfLong();
    }

    private void closeIfLong() {
        Thinking limits = options.thinking();
        if (thinking && limits != null && forced.isEmpty() && thoughts.size() >= limits.mostTokens()) {
            Arrays.stream(limits.closing()).forEach(forced::add);
        }
    }

    /** Looks for stop words that this token has made whole; those before the least length are let pass. */
    private boolean stoppedByWord() {
        if (options.stopWords().isEmpty()) {
            return false;
        }
        int before = text.length();
        text = decode.apply(answer.stream().mapToInt(i -> i).toArray());
        int first = text.length();
        for (String word : options.stopWords()) {
            int at = text.indexOf(word, Math.max(0, before - word.length() + 1));
            first = at >= 0 ? Math.min(first, at) : first;
        }
        boolean found = first < text.length() && answer.size() >= options.minTokens();
        text = found ? text.substring(0, first) : text;
        return found;
    }

    private Written.Place place(float[] logits, int token) {
        double greatest = Float.NEGATIVE_INFINITY;
        for (float logit : logits) {
            greatest = Math.max(greatest, logit);
        }
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - greatest);
        }
        double log = greatest + Math.log(sum);
        List<Written.Choice> top = IntStream.of(best(logits, options.topLogProbs()))
                .mapToObj(i -> new Written.Choice(i, logits[i] - log))
                .toList();
        return new Written.Place(new Written.Choice(token, logits[token] - log), top);
    }

    /** The places of the greatest, greatest first; by insertion, since they are few. */
    private static int[] best(float[] logits, int count) {
        int[] best = new int[Math.min(count, logits.length)];
        int filled = 0;
        for (int i = 0; i < logits.length && best.length > 0; i++) {
            if (filled < best.length || logits[i] > logits[best[filled - 1]]) {
                int at = filled < best.length ? filled++ : filled - 1;
                while (at > 0 && logits[i] > logits[best[at - 1]]) {
                    best[at] = best[at - 1];
                    at--;
                }
                best[at] = i;
            }
        }
        return best;
    }

    /** What was written, once it is done. */
    public Written written() {
        int[] ids = answer.stream().mapToInt(i -> i).toArray();
        return new Written(
                thoughts.stream().mapToInt(i -> i).toArray(),
                ids,
                options.stopWords().isEmpty() ? decode.apply(ids) : text,
                Objects.requireNonNull(finish),
                places);
    }
}
