package dev.podium.judge;

import dev.podium.Scale;
import dev.podium.model.PairScoring;
import dev.podium.model.Scored;
import java.util.List;

/**
 * A model of pairs that is shown some words before query and document: those its checkpoint was trained with, where its own files do not
 * say them.
 *
 * @param model that scores pairs
 * @param query before the query
 * @param document before each document
 * @since 0.1.0
 */
public record Prefixed(PairScoring model, String query, String document) implements PairScoring {

    @Override
    public List<Scored> score(String asked, List<String> documents) {
        return model.score(
                query + asked, documents.stream().map(text -> document + text).toList());
    }

    @Override
    public Scale scale() {
        return model.scale();
    }

    @Override
    public String activation() {
        return model.activation();
    }

    @Override
    public int maxTokens() {
        return model.maxTokens();
    }

    @Override
    public boolean apart() {
        return model.apart();
    }
}
