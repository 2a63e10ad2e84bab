package dev.podium.train.mine;

import dev.podium.Hit;
import dev.podium.Ranking;
import dev.podium.Scale;
import dev.podium.Slate;
import dev.podium.ask.Scorer;
import dev.podium.order.Order;
import java.util.HashMap;
import java.util.Map;

/**
 * A way to rerank as a judge: its scores, where they say more than the places, and else the places, the first the highest.
 *
 * @param order over any model
 * @since 0.1.0
 */
public record OrderJudge(Order order) implements Scorer {

    @Override
    public double[] score(Slate slate) {
        Ranking ranked = order.rerank(new Ranking(slate.query(), slate.hits(), slate.scale()));
        Map<String, Double> scores = new HashMap<>();
        for (Hit hit : ranked) {
            scores.put(
                    hit.candidate().id(), ranked.scale() == Scale.ORDINAL ? slate.size() - scores.size() : hit.score());
        }
        return slate.candidates().stream()
                .mapToDouble(candidate -> scores.get(candidate.id()))
                .toArray();
    }
}
