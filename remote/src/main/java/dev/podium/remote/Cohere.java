package dev.podium.remote;

import dev.podium.Scale;
import tools.jackson.databind.node.ObjectNode;

/**
 * Cohere, version 2 of its API, and whoever speaks it: the model is required and a field too many is refused.
 *
 * <p>A document beyond {@code max_tokens_per_doc} (4,096 unless said) is cut by the service, always. It takes 10,000
 * documents and advises 1,000.
 */
record Cohere() implements RerankDialect {
    @Override
    public String name() {
        return "cohere";
    }

    @Override
    public String prefix() {
        return "/v2";
    }

    @Override
    public String endpoint() {
        return "/rerank";
    }

    @Override
    public int maxDocuments() {
        return 1000;
    }

    @Override
    public Scale scale() {
        return Scale.PROBABILITY;
    }

    @Override
    public boolean mayRefuseToCut() {
        return false;
    }

    @Override
    public ObjectNode request(Question question) {
        return question.body("documents").put("top_n", question.documents().size());
    }

    @Override
    public Answer read(Reply reply, int documents) {
        // Billed by search units; tokens are told for some models only.
        int tokens = reply.has("meta") ? reply.field("meta").countOrZero("tokens", "input_tokens") : 0;
        return new Answer(RerankDialect.scores(reply.field("results"), "relevance_score", documents), tokens);
    }
}
