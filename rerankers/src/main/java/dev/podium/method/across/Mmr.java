package dev.podium.method.across;

import dev.podium.Candidate;
import dev.podium.LimitReachedException;
import dev.podium.Query;
import dev.podium.Ranking;
import dev.podium.Scale;
import dev.podium.ask.Trace;
import dev.podium.model.Embedded;
import dev.podium.model.Embedding;
import dev.podium.model.Method;
import dev.podium.model.PlainText;
import dev.podium.model.Similarity;
import dev.podium.model.Tally;
import dev.podium.order.Effort;
import dev.podium.order.Order;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Takes, one after another, the candidate that is most relevant and least like those taken before: maximal marginal relevance.
 *
 * <p>The next is the one of greatest {@code lambda * relevance - (1 - lambda) * likeness}, where likeness is the greatest cosine to one
 * taken before, 0 for the first. Relevance is the score of the stage before, stretched to 0..1 over the list, where it gave scores; where the
 * list is an order alone, the cosine to the query. Below the ranks wanted the list stays as it came. Embeds each candidate once.
 *
 * <p>Source: Carbonell and Goldstein, "The use of MMR, diversity-based reranking", SIGIR 1998, section 2.
 *
 * @param model that embeds
 * @param lambda 1 looks at relevance alone, 0 at likeness alone
 * @param k ranks wanted, at least 1
 * @since 0.1.0
 */
public record Mmr(Embedding model, double lambda, int k) implements Order {

    /** In the catalogue. */
    public static final Method METHOD = Method.named("mmr")
            .family("across")
            .paper("Maximal Marginal Relevance, Carbonell and Goldstein, SIGIR 1998")
            .needs(Embedding.class)
            .setting("lambda", "0.7", "weight of relevance against likeness, from 0 to 1")
            .setting("top", "10", "ranks that are chosen so, at least 1; the rest stays as it came")
            .builtAs((model, settings) ->
                    new Mmr(model.as(Embedding.class), settings.number("lambda", 0, 1), settings.integer("top", 1)));

    @Override
    public Ranking rerank(Ranking ranking) {
        if (ranking.size() < 2) {
            return ranking;
        }
        Trace.round();
        try {
            List<Embedded> vectors = embedded(ranking.candidates());
            double[] relevance =
                    ranking.scale() == Scale.ORDINAL ? nearness(ranking.query(), vectors) : stretched(ranking.scores());
            return chosen(ranking, relevance, vectors);
        } catch (LimitReachedException e) {
            throw e.with(ranking);
        }
    }

    private Ranking chosen(Ranking ranking, double[] relevance, List<Embedded> vectors) {
        List<Integer> left =
                new ArrayList<>(IntStream.range(0, relevance.length).boxed().toList());
        double[] likeness = new double[relevance.length];
        Arrays.fill(likeness, Double.NEGATIVE_INFINITY);
        List<Candidate> order = new ArrayList<>();
        while (order.size() < k && !left.isEmpty()) {
            int best = left.getFirst();
            for (int i : left) {
                if (worth(relevance[i], likeness[i]) > worth(relevance[best], likeness[best])) {
                    best = i;
                }
            }
            tell(ranking, left, best);
            left.remove((Integer) best);
            order.add(ranking.candidates().get(best));
            for (int i : left) {
                likeness[i] = Math.max(likeness[i], Similarity.COSINE.of(vectors.get(i), vectors.get(best)));
            }
        }
        left.forEach(i -> order.add(ranking.candidates().get(i)));
        return Ranking.inOrder(ranking.query(), order);
    }

    private double worth(double relevance, double likeness) {
        return lambda * relevance - (likeness == Double.NEGATIVE_INFINITY ? 0 : (1 - lambda) * likeness);
    }

    private static void tell(Ranking ranking, List<Integer> left, int best) {
        Trace.tell(() -> new Trace.Step(
                "select",
                ranking.query().id(),
                left.stream().map(ranking.ids()::get).toList(),
                List.of(ranking.ids().get(best))));
    }

    private List<Embedded> embedded(List<Candidate> candidates) {
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

    private double[] nearness(Query query, List<Embedded> vectors) {
        Embedded asked =
                model.embed(List.of(PlainText.of(query)), Embedding.Role.QUERY).getFirst();
        return vectors.stream()
                .mapToDouble(vector -> Similarity.COSINE.of(asked, vector))
                .toArray();
    }

    private static double[] stretched(double[] scores) {
        double least = scores[scores.length - 1];
        double range = scores[0] - least;
        return Arrays.stream(scores)
                .map(score -> range == 0 ? 1 : (score - least) / range)
                .toArray();
    }

    @Override
    public Effort effort(int n) {
        return n < 2 ? Effort.NONE : new Effort(n, n + 1L, 1, n);
    }
}
