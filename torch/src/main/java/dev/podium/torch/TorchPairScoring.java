package dev.podium.torch;

import dev.podium.Scale;
import dev.podium.model.PairScoring;
import dev.podium.model.Scored;
import dev.podium.model.Tally;
import dev.podium.torch.layer.Activation;
import dev.podium.torch.sentence.CrossEncoder;
import dev.podium.torch.sentence.PairScore;
import dev.podium.torch.sentence.TextPair;
import dev.podium.torch.sentence.Truncation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Pairs scored by a cross-encoder.
 *
 * @param encoder of one score a pair, or of two labels
 */
record TorchPairScoring(CrossEncoder encoder, Turn turn) implements PairScoring {

    @Override
    public List<Scored> score(String query, List<String> documents) {
        List<TextPair> pairs = documents.stream()
                .map(document -> new TextPair(query, document))
                .toList();
        List<PairScore> scores = turn.take(() -> encoder.scores(pairs, Truncation.KEEP_QUERY));
        List<Scored> scored = new ArrayList<>();
        long tokens = 0;
        for (PairScore score : scores) {
            scored.add(new Scored(score.score(), score.tokens(), score.tokensUsed()));
            tokens += score.tokensUsed();
        }
        Tally.called(scored.size(), tokens, 0);
        return scored;
    }

    @Override
    public Scale scale() {
        return activated() == Activation.SIGMOID ? Scale.PROBABILITY : Scale.REAL;
    }

    @Override
    public String activation() {
        return activated().name().toLowerCase(Locale.ROOT);
    }

    /** What the score went through: of two labels it is a difference of logits. */
    private Activation activated() {
        return encoder.labels() == 2 ? Activation.IDENTITY : encoder.activation();
    }

    @Override
    public int maxTokens() {
        return encoder.maxTokens();
    }
}
