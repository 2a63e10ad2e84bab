package dev.podium.cli;

import dev.podium.Ranking;
import dev.podium.Reranker;
import dev.podium.method.Catalogue;
import dev.podium.model.Method;
import dev.podium.model.Model;
import dev.podium.model.Plan;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The method of a command, by name or by what the model can do.
 *
 * @param method from the catalogue
 * @param settings overridden by name
 * @param reranker the method over the model
 */
record Chosen(Method method, Model model, Map<String, String> settings, Reranker reranker) {

    static Chosen of(@Nullable String name, Model model, Map<String, String> settings) {
        Method method = name == null ? Catalogue.usual(model) : Catalogue.method(name);
        return new Chosen(method, model, settings, method.reranker(model, settings));
    }

    /**
     * How deep a list can be reranked with so many calls: a budget is better spent on the head alone than on a tail whose turn to rise
     * never comes.
     *
     * @return in 0..size
     */
    int depthWithin(long calls, int size) {
        int fits = 0;
        int tooDeep = size + 1;
        while (tooDeep - fits > 1) {
            int middle = (fits + tooDeep) >>> 1;
            if (method.effort(settings, middle).most() <= calls) {
                fits = middle;
            } else {
                tooDeep = middle;
            }
        }
        return fits;
    }

    /** What reranking these lists will cost. */
    Map<String, Object> estimate(List<Ranking> rankings) {
        Plan plan = method.plan(model, settings, rankings);
        Map<String, Object> cost = new LinkedHashMap<>();
        cost.put("method", method.name());
        cost.put("queries", plan.queries());
        cost.put("documents", plan.documents());
        cost.put("calls", plan.mostCalls());
        cost.put("fewest_calls", plan.fewestCalls());
        cost.put("rounds", plan.rounds());
        cost.put("prompt_tokens", plan.promptTokens());
        cost.put("completion_tokens", plan.completionTokens());
        return cost;
    }
}
