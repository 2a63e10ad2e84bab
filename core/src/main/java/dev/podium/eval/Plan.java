package dev.podium.eval;

import dev.podium.Feedback;
import dev.podium.Fusion;
import dev.podium.Pipeline;
import dev.podium.Query;
import dev.podium.Reranker;
import dev.podium.Retriever;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The stages of many pipelines, each stage once.
 *
 * <p>Pipelines are values, so equal beginnings are found by equality: {@code bm25.then(a)} and {@code bm25.then(b)} share
 * the search, and so do the arms of a fusion and the first pass of a feedback. A stage stands after those it builds on.
 * Stages that are lambdas are equal to themselves only, which is what one wants of a thing one cannot look into.
 */
final class Plan {

    /** One stage; {@code from} points back to stages before it. */
    sealed interface Stage {
        List<Integer> from();
    }

    /** Where a ranking begins. */
    record Source(Retriever retriever) implements Stage {
        @Override
        public List<Integer> from() {
            return List.of();
        }
    }

    /** A reranker over what an earlier stage returned. */
    record Step(int before, Reranker reranker) implements Stage {
        @Override
        public List<Integer> from() {
            return List.of(before);
        }
    }

    /** Several earlier stages made one. */
    record Join(List<Integer> from, Fusion fusion) implements Stage {}

    /** A second search in the words that an earlier stage taught. */
    record Again(int before, Feedback feedback, Retriever second) implements Stage {
        @Override
        public List<Integer> from() {
            return List.of(before);
        }
    }

    private final List<Stage> stages = new ArrayList<>();
    private final Map<Stage, Integer> known = new HashMap<>();

    /** Adds a pipeline; returns its last stage. */
    int add(Retriever retriever) {
        return switch (retriever) {
            case Pipeline.NamedRetriever named -> add(named.retriever());
            case Pipeline.Then then -> once(new Step(add(then.first()), then.next()));
            case Pipeline.Fused fused ->
                once(new Join(fused.retrievers().stream().map(this::add).toList(), fused.fusion()));
            case Pipeline.Refound refound ->
                once(new Again(add(refound.first()), refound.feedback(), refound.second()));
            default -> once(new Source(retriever));
        };
    }

    private int once(Stage stage) {
        Integer before = known.get(stage);
        if (before != null) {
            return before;
        }
        stages.add(stage);
        known.put(stage, stages.size() - 1);
        return stages.size() - 1;
    }

    /** The stages whose time a pipeline ending here takes: this one and all it builds on, each once. */
    List<Integer> needs(int last) {
        TreeSet<Integer> needed = new TreeSet<>();
        List<Integer> open = new ArrayList<>(List.of(last));
        while (!open.isEmpty()) {
            int stage = open.removeLast();
            if (needed.add(stage)) {
                open.addAll(stages.get(stage).from());
            }
        }
        return List.copyOf(needed);
    }

    /** Runs every stage on one query, in order. */
    List<Answer> run(Query query, Clock clock) {
        List<Answer> answers = new ArrayList<>(stages.size());
        for (Stage stage : stages) {
            List<Answer> before = stage.from().stream().map(answers::get).toList();
            answers.add(Answer.of(stage, query, before, clock));
        }
        return answers;
    }
}
