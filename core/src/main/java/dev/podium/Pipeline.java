package dev.podium;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * The stages that {@link Retriever} and {@link Reranker} are joined from, as values.
 *
 * <p>Joining flattens and simplifies ({@code cut(20).cut(10)} is {@code cut(10)}, the identity vanishes), so pipelines
 * that do the same by construction are equal, print alike, and an experiment can run a shared prefix once. You rarely
 * name these records: call {@link Retriever#then}, {@link Retriever#cut}, {@link Reranker#onTop} and their kin.
 *
 * <p>The laws, tested as properties: {@code then} is associative; the identity is neutral; {@code cut(a).cut(b) =
 * cut(min(a, b))}; {@code r.onTop(n)} orders n candidates as {@code r} does. The operators follow PyTerrier's
 * (docs/operators.rst there), with the compiler in place of column checks.
 *
 * @since 0.1.0
 */
public final class Pipeline {

    private Pipeline() {}

    /** A first stage and the reranker that follows it; the first is never itself a {@code Then} whose join could simplify. */
    public record Then(Retriever first, Reranker next) implements Retriever {
        @Override
        public Ranking retrieve(Query query) {
            return next.rerank(first.retrieve(query));
        }

        @Override
        public String toString() {
            return first + " >> " + next;
        }
    }

    /** Several searches side by side, made one. */
    public record Fused(Fusion fusion, List<Retriever> retrievers) implements Retriever {
        public Fused {
            retrievers = List.copyOf(retrievers);
        }

        @Override
        public Ranking retrieve(Query query) {
            return fusion.fuse(retrievers.stream().map(r -> r.retrieve(query)).toList());
        }

        @Override
        public String toString() {
            return fusion + retrievers.stream().map(Object::toString).collect(Collectors.joining(", ", "(", ")"));
        }
    }

    /** A first pass, what was learnt from it, and the second search. */
    public record Refound(Retriever first, Feedback feedback, Retriever second) implements Retriever {
        @Override
        public Ranking retrieve(Query query) {
            // later stages judge against what was asked, not against the expanded bag of words
            return second.retrieve(feedback.expand(first.retrieve(query))).of(query);
        }

        @Override
        public String toString() {
            return "(%s >> %s >> %s)".formatted(first, feedback, second);
        }
    }

    /** A search in other words. */
    public record Rewritten(Rewriter rewriter, Retriever retriever) implements Retriever {
        @Override
        public Ranking retrieve(Query query) {
            return retriever.retrieve(rewriter.rewrite(query)).of(query);
        }

        @Override
        public String toString() {
            return "(%s >> %s)".formatted(rewriter, retriever);
        }
    }

    /** A retriever under a name; two of one name are equal when what they name is. */
    public record NamedRetriever(String name, Retriever retriever) implements Retriever {
        @Override
        public Ranking retrieve(Query query) {
            return retriever.retrieve(query);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A reranker under a name; two of one name are equal when what they name is. */
    public record NamedReranker(String name, Reranker reranker) implements Reranker {
        @Override
        public Ranking rerank(Ranking ranking) {
            return reranker.rerank(ranking);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Rerankers one after another; at least two, none of them itself a chain. */
    public record Chain(List<Reranker> stages) implements Reranker {
        public Chain {
            stages = List.copyOf(stages);
        }

        @Override
        public Ranking rerank(Ranking ranking) {
            Ranking current = ranking;
            for (int i = 0; i < stages.size(); i++) {
                try {
                    current = stages.get(i).rerank(current);
                } catch (LimitReachedException e) {
                    throw e.with(cutOnly(Objects.requireNonNullElse(e.best(), current), i + 1));
                }
            }
            return current;
        }

        /** What a spent limit leaves undone is left undone, but the size that was promised holds. */
        private Ranking cutOnly(Ranking best, int from) {
            Ranking current = best;
            for (Reranker stage : stages.subList(from, stages.size())) {
                current = stage instanceof Cut cut ? cut.rerank(current) : current;
            }
            return current;
        }

        @Override
        public String toString() {
            return stages.stream().map(Object::toString).collect(Collectors.joining(" >> "));
        }
    }

    /** The best {@code k}. */
    public record Cut(int k) implements Reranker {
        public Cut {
            requirePositive("cut-off", k);
        }

        @Override
        public Ranking rerank(Ranking ranking) {
            return ranking.top(k);
        }

        @Override
        public String toString() {
            return "cut(" + k + ")";
        }
    }

    /** A reranker over the best {@code k}, the rest below. */
    public record OnTop(Reranker reranker, int k) implements Reranker {
        public OnTop {
            requirePositive("depth", k);
        }

        @Override
        public Ranking rerank(Ranking ranking) {
            Ranking head = ranking.top(k);
            Ranking tail = ranking.slice(head.size(), ranking.size());
            try {
                return reranker.rerank(head).above(tail);
            } catch (LimitReachedException e) {
                throw e.with(Objects.requireNonNullElse(e.best(), head).above(tail), e.settled());
            }
        }

        @Override
        public String toString() {
            return "(%s).onTop(%d)".formatted(reranker, k);
        }
    }

    /** Two rerankers over the same list, made one. */
    public record Blend(Fusion fusion, Reranker one, Reranker other) implements Reranker {
        @Override
        public Ranking rerank(Ranking ranking) {
            return ranking.isEmpty() ? ranking : fusion.fuse(List.of(one.rerank(ranking), other.rerank(ranking)));
        }

        @Override
        public String toString() {
            return "%s(%s, %s)".formatted(fusion, one, other);
        }
    }

    /** Returns what it was given. */
    public enum Identity implements Reranker {
        IDENTITY;

        @Override
        public Ranking rerank(Ranking ranking) {
            return ranking;
        }

        @Override
        public String toString() {
            return "identity";
        }
    }

    static Retriever start(Retriever first, Reranker next) {
        Retriever joined = first;
        for (Reranker stage : stagesOf(next)) {
            joined = switch (joined) {
                case Then(Retriever before, Cut(int a))
                when stage instanceof Cut(int b) -> new Then(before, new Cut(Math.min(a, b)));
                default -> new Then(joined, stage);
            };
        }
        return joined;
    }

    static Reranker chain(Reranker first, Reranker next) {
        List<Reranker> stages = new ArrayList<>(stagesOf(first));
        for (Reranker stage : stagesOf(next)) {
            if (stage instanceof Cut(int b) && !stages.isEmpty() && stages.getLast() instanceof Cut(int a)) {
                stages.set(stages.size() - 1, new Cut(Math.min(a, b)));
            } else {
                stages.add(stage);
            }
        }
        return switch (stages.size()) {
            case 0 -> Identity.IDENTITY;
            case 1 -> stages.getFirst();
            default -> new Chain(stages);
        };
    }

    private static List<Reranker> stagesOf(Reranker reranker) {
        return switch (reranker) {
            case Chain(List<Reranker> stages) -> stages;
            case Identity _ -> List.of();
            default -> List.of(reranker);
        };
    }

    private static void requirePositive(String name, int k) {
        if (k < 1) {
            throw new IllegalArgumentException("The %s (%d) must be at least 1.".formatted(name, k));
        }
    }
}
