package dev.podium.method.embedding;

import dev.podium.Candidate;
import dev.podium.Scale;
import dev.podium.Slate;
import dev.podium.ask.Scorer;
import dev.podium.model.Embedded;
import dev.podium.model.Embedding;
import dev.podium.model.Method;
import dev.podium.model.PlainText;
import dev.podium.model.RememberedEmbedding;
import dev.podium.model.Tally;
import dev.podium.order.ByScore;
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

    // Enough for the lists of some hundred queries over one collection, and 12 MB at 384 dimensions.
    private static final int REMEMBERED = 8192;

    /** In the catalogue: blended with the stage before, where that gave scores. */
    public static final Method METHOD = Method.named("bi-encoder")
            .family("embedding")
            .paper("Sentence-BERT, Reimers and Gurevych, arXiv 1908.10084")
            .needs(Embedding.class)
            .blend("0.3")
            .builtAs((model, _) ->
                    new ByScore(new BiEncoder(new RememberedEmbedding(model.as(Embedding.class), REMEMBERED))));

    // Large enough that the wait for a part's last text is a hundredth of its time. Small enough that its vectors die
    // young (0.4 MB at 384 numbers): parts of 1,024 outgrew the collector's survivors, which left 20 MB of 100,000
    // documents.
    private static final int PART = 256;

    @Override
    public double[] score(Slate slate) {
        double[] scores = new double[slate.size()];
        if (scores.length == 0) {
            return scores;
        }
        // Longer than the memory, a list would push out each vector before it is met again, and leave nothing but the
        // space taken.
        Embedding model = this.model instanceof RememberedEmbedding known && scores.length > known.most()
                ? known.model()
                : this.model;
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

    /** The query is embedded too. */
    @Override
    public long calls(int size) {
        return size + 1L;
    }

    /** Comparable within one list: cosines of a model seldom use the whole of -1..1. */
    @Override
    public Scale scale() {
        return Scale.REAL;
    }
}
