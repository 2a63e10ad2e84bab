package dev.podium.remote;

import dev.podium.Scale;
import dev.podium.model.PairScoring;
import dev.podium.model.Scored;
import dev.podium.model.Tally;
import java.util.List;

/**
 * A rerank service: a query and a list in one request.
 *
 * <p>It does not tell how much of a document it read, so tokens are 0 and no document counts as cut.
 */
final class RemotePairScoring implements PairScoring {

    private final Service service;
    private final Http http;
    private final RerankDialect dialect;
    private final Scale scale;
    private final boolean cut;

    RemotePairScoring(Service service, Http http, RerankDialect dialect, Scale scale, boolean cut) {
        this.service = service;
        this.http = http;
        this.dialect = dialect;
        this.scale = scale;
        this.cut = cut;
    }

    @Override
    public List<Scored> score(String query, List<String> documents) {
        Reply reply = http.post(
                dialect.endpoint(),
                dialect.request(new RerankDialect.Question(service.model(), query, documents, cut)));
        RerankDialect.Answer answer = dialect.read(reply, documents.size());
        if (scale == Scale.PROBABILITY) {
            answer.scores().forEach(score -> mustBeProbability(reply, score));
        }
        Tally.called(documents.size(), answer.tokens(), 0);
        return answer.scores().stream().map(score -> new Scored(score, 0, 0)).toList();
    }

    private static void mustBeProbability(Reply reply, double score) {
        if (score < 0 || score > 1) {
            throw reply.wrong("must hold scores in [0, 1] but holds %s (scale=real takes any)".formatted(score));
        }
    }

    @Override
    public Scale scale() {
        return scale;
    }

    @Override
    public String activation() {
        return switch (scale) {
            case PROBABILITY -> "sigmoid";
            case REAL, ORDINAL -> "identity";
        };
    }

    @Override
    public int maxTokens() {
        return Integer.MAX_VALUE;
    }
}
