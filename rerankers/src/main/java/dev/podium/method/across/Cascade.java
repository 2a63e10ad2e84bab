package dev.podium.method.across;

import dev.podium.Ranking;
import dev.podium.Reranker;
import dev.podium.model.Capability;
import dev.podium.model.Method;
import dev.podium.model.Model;
import dev.podium.model.NextToken;
import dev.podium.model.Settings;
import dev.podium.order.Effort;
import dev.podium.order.Order;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Methods one after another, each over the best of what the one before it gave: cheap ones for the many, dear ones for the few.
 *
 * <p>What stands below the depth of a step stays there. Asks as often as the steps together.
 *
 * <p>Source: the idea is Wang, Lin and Metzler, "A cascade ranking model for efficient ranked retrieval", SIGIR 2011; with language models,
 * Nogueira et al., "Multi-stage document ranking with BERT", arXiv 1910.14424.
 *
 * @param steps in their order, at least one
 * @since 0.1.0
 */
public record Cascade(List<Step> steps) implements Order {

    // commas within round brackets are the settings' own
    private static final Pattern COMMA = Pattern.compile(",(?![^(]*\\))");
    private static final Pattern DEPTH = Pattern.compile("(.*?)\\s*:\\s*(\\d{1,9})\\s*");

    /**
     * A step.
     *
     * @param order of the best
     * @param depth how many of them, at least 1
     */
    public record Step(Order order, int depth) {
        public Step {
            if (depth < 1) {
                throw new IllegalArgumentException("The depth of a step (%d) must be at least 1.".formatted(depth));
            }
        }
    }

    /** Copies and checks. */
    public Cascade {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("A cascade needs at least one step.\nMaybe: yes-no:50,prp-heap:10");
        }
    }

    /** For the catalogue, over its methods by name. */
    public static Method over(Function<String, Method> methods) {
        return Method.named("cascade")
                .family("across")
                .paper(
                        "A Cascade Ranking Model, Wang et al., SIGIR 2011; Multi-Stage Document Ranking, Nogueira et al., arXiv 1910.14424")
                .status("the steps are ours")
                .needs(NextToken.class)
                .setting(
                        "steps",
                        "yes-no:50,prp-heap:10",
                        "methods and how many of the best each gets, by commas; one without a number gets all")
                .builtAs(new Building(methods));
    }

    private record Building(Function<String, Method> methods) implements Method.Building {

        /** A method and how many it gets. */
        private record Written(Inner inner, int depth) {}

        @Override
        public Order order(Model model, Settings settings) {
            return new Cascade(written(settings).stream()
                    .map(step -> new Step(step.inner().order(model), step.depth()))
                    .toList());
        }

        @Override
        public List<Class<? extends Capability>> needs(Settings settings, List<Class<? extends Capability>> declared) {
            Set<Class<? extends Capability>> needs = new LinkedHashSet<>();
            written(settings).forEach(step -> needs.addAll(step.inner().needs()));
            return List.copyOf(needs);
        }

        private List<Written> written(Settings settings) {
            List<Written> steps = new ArrayList<>();
            for (String step : COMMA.split(settings.text("steps"))) {
                Matcher depth = DEPTH.matcher(step);
                steps.add(
                        depth.matches()
                                ? new Written(Inner.of(depth.group(1), methods), Integer.parseInt(depth.group(2)))
                                : new Written(Inner.of(step, methods), Integer.MAX_VALUE));
            }
            return steps;
        }
    }

    @Override
    public Ranking rerank(Ranking ranking) {
        Reranker all = Reranker.identity();
        for (Step step : steps) {
            all = all.then(step.order().onTop(step.depth()));
        }
        return all.rerank(ranking);
    }

    @Override
    public Effort effort(int n) {
        return steps.stream()
                .map(step -> step.order().effort(Math.min(n, step.depth())))
                .reduce(Effort.NONE, Effort::plus);
    }
}
