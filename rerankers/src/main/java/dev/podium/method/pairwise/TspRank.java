package dev.podium.method.pairwise;

import dev.podium.Candidate;
import dev.podium.Ranking;
import dev.podium.Slate;
import dev.podium.ask.Pair;
import dev.podium.model.Embedded;
import dev.podium.model.Embedding;
import dev.podium.model.Method;
import dev.podium.model.PlainText;
import dev.podium.model.Tally;
import dev.podium.order.Effort;
import dev.podium.order.HeldKarp;
import dev.podium.order.OrOpt;
import dev.podium.order.Order;
import dev.podium.order.Tour;
import dev.podium.order.TourSolver;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A trained form says what it is worth to put one candidate right before another; the ranking is the path through all that is worth most.
 *
 * <p>Embeds each candidate once; the form is arithmetic. Up to 16 candidates the path is exact, beyond a heuristic finds a good one.
 *
 * <p>Without {@code weights} there is nothing trained: a step is then worth 1 where it leads away from the query, 0 where it leads towards
 * it and 0.5 where both are as near. The path worth most is the order of nearness, so this is then the bi-encoder's order, found at greater
 * expense: good for trying out and for tests, not for ranking.
 *
 * <p>Source: TSPRank, arXiv 2411.12064, section 4, inference only. The worth of i before j is {@code x_i' W x_j + b}, of the upper form
 * where i stands above j in the list that comes in and of the lower one where it does not, so the order of the input matters. Departs from
 * it: at most one layer between the embedding and the forms (its checkpoints of pre-embedded text have none); a path's worth is compared after an
 * affine change to 0..1, which changes the best path of no list; the solvers are our own.
 *
 * @param model that embeds
 * @param forms null for the closed form
 * @param solver finds the path
 * @since 0.1.0
 */
public record TspRank(Embedding model, @Nullable BilinearForms forms, TourSolver solver) implements Order {

    /** In the catalogue. */
    public static final Method METHOD = Method.named("tsprank")
            .family("pairwise")
            .paper("TSPRank, Yan et al., arXiv 2411.12064")
            .status("inference; without weights the bi-encoder's order")
            .needs(Embedding.class)
            .setting(
                    "weights",
                    "",
                    "a safetensors file with upper.weight, upper.bias, lower.weight and lower.bias; empty for the closed form, which is the bi-encoder's order")
            .setting("solver", "auto", "exact, for 16 candidates at most; heuristic; or auto, exact where it can be")
            .builtAs((model, settings) -> {
                String weights = settings.text("weights");
                return new TspRank(
                        model.as(Embedding.class),
                        weights.isEmpty() ? null : BilinearForms.read(Path.of(weights)),
                        switch (settings.choice("solver", "auto", "exact", "heuristic")) {
                            case "exact" -> new HeldKarp();
                            case "heuristic" -> new OrOpt();
                            default -> TourSolver.exactOrHeuristic();
                        });
            });

    @Override
    public Ranking rerank(Ranking ranking) {
        return new Tour(forms == null ? this::nearer : this::worth, solver).rerank(ranking);
    }

    /** 1 for a step away from the query. */
    private double[] nearer(Slate slate, List<Pair> pairs) {
        List<Embedded> vectors = embedded(slate);
        Embedded query = model.embed(List.of(PlainText.of(slate.query())), Embedding.Role.QUERY)
                .getFirst();
        double[] near = vectors.stream()
                .mapToDouble(vector -> model.similarity().of(query, vector))
                .toArray();
        return pairs.stream()
                .mapToDouble(pair -> (1 + Math.signum(near[pair.first()] - near[pair.second()])) / 2)
                .toArray();
    }

    private double[] worth(Slate slate, List<Pair> pairs) {
        BilinearForms trained = Objects.requireNonNull(forms);
        List<float[]> vectors = embedded(slate).stream()
                .map(Embedded::vector)
                .map(trained::seen)
                .toList();
        double[] worth = pairs.stream()
                .mapToDouble(pair -> trained.worth(
                        vectors.get(pair.first()), vectors.get(pair.second()), pair.first() < pair.second()))
                .toArray();
        // all paths have as many steps, so this orders them as the worth itself does
        double least = Arrays.stream(worth).min().orElse(0);
        double range = Arrays.stream(worth).max().orElse(0) - least;
        return Arrays.stream(worth)
                .map(w -> range == 0 ? 0.5 : (w - least) / range)
                .toArray();
    }

    private List<Embedded> embedded(Slate slate) {
        List<Candidate> candidates = slate.candidates();
        List<Embedded> vectors =
                model.embed(candidates.stream().map(PlainText::of).toList(), Embedding.Role.PASSAGE);
        for (int i = 0; i < vectors.size(); i++) {
            Embedded one = vectors.get(i);
            if (one.truncated()) {
                Tally.truncated(candidates.get(i).id(), one.tokens(), one.tokensUsed());
            }
        }
        return vectors;
    }

    @Override
    public Effort effort(int n) {
        return n < 2 ? Effort.NONE : Effort.exactly(n + (forms == null ? 1 : 0), 1, n);
    }
}
