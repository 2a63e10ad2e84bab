package dev.podium.method.pointwise;

import dev.podium.Candidate;
import dev.podium.Scale;
import dev.podium.Slate;
import dev.podium.ask.Scorer;
import dev.podium.model.Method;
import dev.podium.model.PairScoring;
import dev.podium.model.PlainText;
import dev.podium.model.Scored;
import dev.podium.model.Tally;
import dev.podium.order.ByScore;
import java.util.List;

/**
 * Reads the query and one candidate together and scores the pair.
 *
 * <p>Shows each candidate once: n pairs for n candidates. Candidates that did not fit are told to the {@link Tally}, by id.
 *
 * <p>Source: Nogueira and Cho, "Passage Re-ranking with BERT", arXiv 1901.04085, section 3. Departs from it: nothing is
 * fixed to BERT or to its lengths (64 tokens a query, 512 a pair); the model's own configuration says.
 *
 * @param model that scores pairs
 * @since 0.1.0
 */
public record CrossEncoder(PairScoring model) implements Scorer {

    /** In the catalogue. */
    public static final Method METHOD = Method.named("cross-encoder")
            .family("pointwise")
            .paper("Passage Re-ranking with BERT, Nogueira and Cho, arXiv 1901.04085")
            .needs(PairScoring.class)
            .builtAs((model, _) -> new ByScore(new CrossEncoder(model.as(PairScoring.class))));

    // Texts are built a part at a time: a title joined to its body is a copy, and 100,000 of them would double the
    // input.
    // Large enough that the wait for a part's last pair is a hundredth of its time; small enough that a part dies
    // young.
    private static final int PART = 256;

    @Override
    public double[] score(Slate slate) {
        String query = PlainText.of(slate.query());
        double[] scores = new double[slate.size()];
        for (int from = 0; from < scores.length; from += PART) {
            List<Candidate> part = slate.hits().subList(from, Math.min(from + PART, scores.length)).stream()
                    .map(hit -> hit.candidate())
                    .toList();
            List<Scored> scored =
                    model.score(query, part.stream().map(PlainText::of).toList());
            for (int i = 0; i < part.size(); i++) {
                Scored one = scored.get(i);
                scores[from + i] = one.score();
                if (one.truncated()) {
                    Tally.truncated(part.get(i).id(), one.tokens(), one.tokensUsed());
                }
            }
        }
        return scores;
    }

    @Override
    public Scale scale() {
        return model.scale();
    }
}
