package dev.podium.method.embedding;

import dev.podium.Candidate;
import dev.podium.Scale;
import dev.podium.Slate;
import dev.podium.ask.Scorer;
import dev.podium.model.Embedded;
import dev.podium.model.Embedding;
import dev.podium.model.PlainText;
import dev.podium.model.Tally;
import java.util.List;

/**
 * Embeds the query once and each candidate once, and compares the vectors.
 *
 * <p>The comparison (cosine, dot product) and the prompts before query and passage are the model's own. Vectors are
 * forgotten a part at a time, so 100,000 candidates need no more memory than 1,000. Candidates that did not fit are told
 * to the {@link Tally}, by id.
 *
 * <p>Source: Reimers and Gurevych, "Sentence-BERT", arXiv 1908.10084, section 3; Karpukhin et al., "Dense Passage
 * Retrieval", arXiv 2004.04906, section 3.1, used here to rerank.
 *
 * @param model that embeds texts
 * @since 0.1.0
 */
public record BiEncoder(Embedding model) implements Scorer {

    // Large enough that the wait for a part's last text is under a hundredth of its time; 1.5 MB of vectors at 384.
    private static final int PART = 1024;

    @Override
    public double[] score(Slate slate) {
        double[] scores = new double[slate.size()];
        if (scores.length == 0) {
            return scores;
        }
        Embedded query = model.embed(List.of(PlainText.of(slate.query())), Embedding.Role.QUERY)
                .getFirst();
        for (int from = 0; from < scores.length; from += PART) {
            List<Candidate> part = slate.hits().subList(from, Math.min(from + PART, scores.length)).stream()
                    .map(hit -> hit.candidate())
                    .toList();
            List<Embedded> embedded =
                    model.embed(part.stream().map(PlainText::of).toList(), Embedding.Role.PASSAGE);
            for (int i = 0; i < part.size(); i++) {
                Embedded one = embedded.get(i);
                scores[from + i] = model.similarity().of(query, one);
                if (one.truncated()) {
                    Tally.truncated(part.get(i).id(), one.tokens(), one.tokensUsed());
                }
            }
        }
        return scores;
    }

    /** Comparable within one list: cosines of a model seldom use the whole of -1..1. */
    @Override
    public Scale scale() {
        return Scale.REAL;
    }
}
