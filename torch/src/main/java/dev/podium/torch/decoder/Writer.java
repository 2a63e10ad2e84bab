package dev.podium.torch.decoder;

import dev.podium.grammar.Grammar;
import dev.podium.text.Tokenizer;
import dev.podium.torch.tensor.Scope;
import dev.podium.torch.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes answers behind prompts, several at a time, token by token.
 *
 * <p>An answer depends on its prompt and options alone, never on what else is in the call. The words that an answer shall begin with
 * are simply the end of its prompt. A {@linkplain WritingOptions#within grammar} cannot be left: at each place only tokens may come
 * from which an answer can be finished within the tokens that are left, and of each token that is the only one nobody asks the model.
 *
 * @since 0.1.0
 */
public final class Writer {

    // What is read at a time: products of so many rows keep any CPU busy, and keys of more would only need memory.
    private static final int MOST_ROWS = 4096;
    // Answers written at a time: keys of each are kept, and logits of a large vocabulary are 600 kB a line.
    private static final int MOST_LINES = 64;

    private final CausalLm model;
    private final Function<int[], String> decode;
    private final Map<Integer, Double> lengths = new HashMap<>();

    /** @param decode tokens as text */
    Writer(CausalLm model, Function<int[], String> decode) {
        this.model = model;
        this.decode = decode;
    }

    /** Writes what a model says in the words of its tokenizer; marks are not shown in texts. */
    public Writer(CausalLm model, Tokenizer tokenizer) {
        this(model, ids -> tokenizer.decode(ids, true));
    }

    /** Writes tokens whose text nobody asks for. */
    public static Writer ofTokens(CausalLm model) {
        return new Writer(model, _ -> "");
    }

    /** Answers behind each prompt, all by the same options. @return in their order */
    public List<Written> write(List<int[]> prompts, WritingOptions options) {
        return write(prompts, Collections.nCopies(prompts.size(), options));
    }

    /**
     * Answers behind each prompt; what prompts begin with is read once, and known to the next call.
     *
     * @param prompts at least one token each
     * @param options one a prompt
     * @return in their order
     */
    public List<Written> write(List<int[]> prompts, List<WritingOptions> options) {
        Written[] written = new Written[prompts.size()];
        for (List<Integer> part : parts(prompts)) {
            List<int[]> some = part.stream().map(prompts::get).toList();
            List<Session> sessions = Session.begun(model.decoder(), some);
            try {
                List<int[]> unread = new ArrayList<>();
                for (int i = 0; i < some.size(); i++) {
                    int known = sessions.get(i).tokens();
                    unread.add(Arrays.copyOfRange(some.get(i), known, some.get(i).length));
                }
                List<Written> answers =
                        goOn(sessions, unread, part.stream().map(options::get).toList());
                for (int i = 0; i < answers.size(); i++) {
                    written[part.get(i)] = answers.get(i);
                }
            } finally {
                sessions.forEach(Session::close);
            }
        }
        return Arrays.asList(written);
    }

    /** By the order of their tokens, so that those that begin alike are together; each part as large as is read at once. */
    private static List<List<Integer>> parts(List<int[]> prompts) {
        List<Integer> sorted = IntStream.range(0, prompts.size())
                .boxed()
                .sorted((a, b) -> Arrays.compare(prompts.get(a), prompts.get(b)))
                .toList();
        List<List<Integer>> parts = new ArrayList<>();
        int rows = 0;
        int[] before = {};
        for (int i : sorted) {
            int[] ids = prompts.get(i);
            int alike = Arrays.mismatch(before, ids);
            int more = alike < 0 ? 0 : ids.length - alike;
            if (parts.isEmpty() || rows + more > MOST_ROWS || parts.getLast().size() == MOST_LINES) {
                parts.add(new ArrayList<>());
                rows = 0;
                more = ids.length;
            }
            parts.getLast().add(i);
            rows += more;
            before = ids;
        }
        return parts;
    }

    /**
     * Answers in sessions that have read something already; they have read the answers afterwards, but for the last token of each.
     *
     * @param more what each session reads before the answer, at least one token
     */
    public List<Written> goOn(List<Session> sessions, List<int[]> more, List<WritingOptions> options) {
        Map<Grammar, Constraint> constraints = new IdentityHashMap<>();
        List<Line> lines = new ArrayList<>();
        List<int[]> unread = new ArrayList<>();
        for (int i = 0; i < sessions.size(); i++) {
            Grammar grammar = options.get(i).grammar();
            Constraint constraint = grammar == null ? null : constraints.computeIfAbsent(grammar, this::constraint);
            int[] prompt = IntStream.concat(Arrays.stream(sessions.get(i).ids()), Arrays.stream(more.get(i)))
                    .toArray();
            Line line = new Line(prompt, options.get(i), constraint, decode);
            lines.add(line);
            unread.add(withOnlyTokens(line, more.get(i)));
        }
        while (lines.stream().anyMatch(line -> !line.done())) {
            step(sessions, lines, unread);
        }
        return lines.stream().map(Line::written).toList();
    }

    private Constraint constraint(Grammar grammar) {
        return new Constraint(
                grammar,
                token -> lengths.computeIfAbsent(
                        token, id -> (double) decode.apply(new int[] {id}).length()));
    }

    private void step(List<Session> sessions, List<Line> lines, List<int[]> unread) {
        int[] open = IntStream.range(0, lines.size())
                .filter(i -> !lines.get(i).done())
                .toArray();
        try (Scope _ = Scope.open()) {
            Tensor last = Session.append(
                    Arrays.stream(open).mapToObj(sessions::get).toList(),
                    Arrays.stream(open).mapToObj(unread::get).toList());
            int[] candidates =
                    candidates(Arrays.stream(open).mapToObj(lines::get).toList());
            float[][] logits = CausalLm.rows(candidates == null ? model.logits(last) : model.logits(last, candidates));
            for (int i = 0; i < open.length; i++) {
                Line line = lines.get(open[i]);
                int token = line.choose(logits[i], candidates);
                int[] next = line.accept(token) ? new int[] {token} : new int[0];
                unread.set(open[i], withOnlyTokens(line, next));
            }
        }
    }

    /** What is to be read next, and what follows of it without a choice. */
    private static int[] withOnlyTokens(Line line, int[] read) {
        int[] all = read;
        for (int token = line.onlyToken(); token >= 0; token = line.onlyToken()) {
            if (line.accept(token)) {
                all = Arrays.copyOf(all, all.length + 1);
                all[all.length - 1] = token;
            }
        }
        return all;
    }

    /** The tokens that may come in any of the lines, ascending; null if they are all. */
    private static int @Nullable [] candidates(List<Line> lines) {
        if (lines.stream().anyMatch(Line::needsAll)) {
            return null;
        }
        return lines.stream()
                .flatMapToInt(line -> Arrays.stream(line.allowed()))
                .distinct()
                .sorted()
                .toArray();
    }
}
