package dev.podium.onnx;

import dev.podium.Scale;
import dev.podium.model.ModelUnavailableException;
import dev.podium.model.PairScoring;
import dev.podium.model.Scored;
import dev.podium.model.Tally;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;

/**
 * A cross-encoder: query and document in one sequence, one score.
 *
 * <p>Departs from the reference, which shortens the longer of the two: here the document alone is shortened as long as
 * the query leaves it a quarter of the sequence, because a query without its end asks something else.
 */
final class OnnxPairScoring implements PairScoring {

    private final OnnxModel model;
    private final EncoderConfig config;
    private final Template template;

    OnnxPairScoring(OnnxModel model, EncoderConfig config, Template template) {
        this.model = model;
        this.config = config;
        this.template = template;
    }

    @Override
    public List<Scored> score(String query, List<String> documents) {
        List<String> shown = List.copyOf(documents);
        if (shown.isEmpty()) {
            return List.of();
        }
        return model.whileOpen(() -> {
            int[] asked = model.tokens(text(query));
            Scored[] scored = new Scored[shown.size()];
            LongAdder read = new LongAdder();
            model.lanes().each(scored.length, i -> scored[i] = score(asked, shown.get(i), read));
            Tally.called(scored.length, read.sum(), 0);
            return Arrays.asList(scored);
        });
    }

    private Scored score(int[] query, String document, LongAdder read) {
        int[] tokens = model.tokens(text(document));
        int room = config.maxTokens() - template.marks();
        int kept = Math.min(query.length, Math.max(room - room / 4, room - tokens.length));
        int used = Math.min(tokens.length, room - kept);
        Template.Sequence sequence = template.fill(new int[][] {query, tokens}, kept, used);
        read.add(sequence.tokens().length);
        double logit = model.graph().run(sequence, scores -> {
            if (scores.remaining() != 1) {
                throw new ModelUnavailableException(
                        "The model (%s) gives %d scores for a pair where a reranker gives one.\nMaybe it classifies: a model with one label is needed."
                                .formatted(model.name(), scores.remaining()));
            }
            return (double) scores.get(scores.position());
        });
        model.requireFinite(logit, tokens.length, document);
        return new Scored(config.sigmoid() ? 1 / (1 + Math.exp(-logit)) : logit, tokens.length, used);
    }

    private String text(String given) {
        return config.lowerCase() ? given.toLowerCase(Locale.ROOT) : given;
    }

    @Override
    public Scale scale() {
        return config.sigmoid() ? Scale.PROBABILITY : Scale.REAL;
    }

    @Override
    public String activation() {
        return config.sigmoid() ? "sigmoid" : "identity";
    }

    @Override
    public int maxTokens() {
        return config.maxTokens();
    }
}
