package dev.podium.cli;

import dev.podium.Reranker;
import dev.podium.method.Catalogue;
import dev.podium.model.Embedding;
import dev.podium.model.Method;
import dev.podium.model.Model;
import dev.podium.model.NextToken;
import dev.podium.model.PairScoring;
import dev.podium.order.Effort;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The method of a command, by name or by what the model can do.
 *
 * @param method from the catalogue
 * @param reranker the method over the model
 */
record Chosen(Method method, Reranker reranker) {

    static Chosen of(@Nullable String name, Model model, Map<String, String> settings) {
        Method method = Catalogue.method(name == null ? byCapability(model) : name);
        return new Chosen(method, method.reranker(model, settings));
    }

    private static String byCapability(Model model) {
        if (model.capabilities().contains(PairScoring.class)) {
            return "cross-encoder";
        }
        // Before embeddings, which every decoder has and few were trained for.
        if (model.capabilities().contains(NextToken.class)) {
            return "yes-no";
        }
        if (model.capabilities().contains(Embedding.class)) {
            return "bi-encoder";
        }
        throw new IllegalArgumentException(
                "The model (%s) has no usual method.\nMaybe name one with --method; see podium methods."
                        .formatted(model.name()));
    }

    /** What lists of these sizes will cost. */
    Map<String, Object> estimate(List<Integer> sizes) {
        long most = 0;
        long shown = 0;
        for (int size : sizes) {
            Effort effort = method.effort().apply(size);
            most += effort.most();
            shown += effort.shown();
        }
        Map<String, Object> cost = new LinkedHashMap<>();
        cost.put("method", method.name());
        cost.put("queries", sizes.size());
        cost.put("documents", sizes.stream().mapToLong(Integer::longValue).sum());
        cost.put("calls", most);
        cost.put("shown", shown);
        return cost;
    }
}
