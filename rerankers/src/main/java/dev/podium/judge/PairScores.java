package dev.podium.judge;

import dev.podium.Candidate;
import dev.podium.Scale;
import dev.podium.Slate;
import dev.podium.ask.Scorer;
import dev.podium.model.PairScoring;
import dev.podium.model.PlainText;
import dev.podium.model.Scored;
import dev.podium.model.Tally;
import java.util.List;

/**
 * Scores each candidate by a model that reads the query and it together: a cross-encoder, late interaction, a product of sparse weights.
 *
 * <p>Shows each candidate once: n pairs for n candidates. Candidates that did not fit are told to the {@link Tally}, by id.
 *
 * @param model that scores pairs
 * @since 0.1.0
 */
public record PairScores(PairScoring model) implements Scorer {

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
