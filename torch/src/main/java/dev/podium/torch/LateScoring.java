package dev.podium.torch;

import dev.podium.Scale;
import dev.podium.model.PairScoring;
import dev.podium.model.Scored;
import dev.podium.model.Tally;
import dev.podium.torch.sentence.BiEncoder;
import dev.podium.torch.sentence.LateInteraction;
import dev.podium.torch.sentence.SparseEncoder;
import dev.podium.torch.sentence.SparseVector;
import dev.podium.torch.sentence.Task;
import dev.podium.torch.sentence.TokenVectors;
import java.util.ArrayList;
import java.util.List;

/**
 * Pairs scored by models that read query and document apart and hold more of them than one vector: token by token, or word by word.
 *
 * @param most tokens of a text
 * @param apart whether wholes and tokens are compared, by cosines
 */
record LateScoring(Reading reading, int most, boolean apart, Turn turn) implements PairScoring {

    /** How a query and documents are brought together. */
    @FunctionalInterface
    interface Reading {
        List<Scored> of(String query, List<String> documents);
    }

    static LateScoring of(LateInteraction encoder, Turn turn) {
        return new LateScoring(
                (query, documents) -> {
                    List<TokenVectors> read = encoder.encode(documents, Task.DOCUMENT);
                    double[] scores = encoder.maxsim(encoder.encode(List.of(query), Task.QUERY), read)[0];
                    List<Scored> scored = new ArrayList<>();
                    for (int i = 0; i < scores.length; i++) {
                        scored.add(new Scored(
                                scores[i], read.get(i).tokens(), read.get(i).tokensUsed()));
                    }
                    return scored;
                },
                encoder.maxTokens(),
                false,
                turn);
    }

    /** @param share of the tokens in a score, in 0..1 */
    static LateScoring of(BiEncoder encoder, double share, Turn turn) {
        return new LateScoring(
                (query, documents) -> encoder.scored(query, documents, share), encoder.maxTokens(), true, turn);
    }

    static LateScoring of(SparseEncoder encoder, Turn turn) {
        return new LateScoring(
                (query, documents) -> {
                    SparseVector asked =
                            encoder.encode(List.of(query), Task.QUERY).getFirst();
                    return encoder.encode(documents, Task.DOCUMENT).stream()
                            .map(vector -> new Scored(asked.dot(vector), vector.tokens(), vector.tokensUsed()))
                            .toList();
                },
                encoder.maxTokens(),
                false,
                turn);
    }

    @Override
    public List<Scored> score(String query, List<String> documents) {
        if (documents.isEmpty()) {
            return List.of();
        }
        List<Scored> scored = turn.take(() -> reading.of(query, documents));
        Tally.called(
                scored.size(), scored.stream().mapToLong(Scored::tokensUsed).sum(), 0);
        return scored;
    }

    @Override
    public Scale scale() {
        return Scale.REAL;
    }

    @Override
    public String activation() {
        return "identity";
    }

    @Override
    public int maxTokens() {
        return most;
    }
}
