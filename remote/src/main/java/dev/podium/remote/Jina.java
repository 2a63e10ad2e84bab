package dev.podium.remote;

import dev.podium.Scale;
import tools.jackson.databind.node.ObjectNode;

/**
 * Jina, and the many servers that took over its shape.
 *
 * <p>Real numbers and not probabilities: what its third model gives are cosines. That model reads up to 64 documents in
 * one sequence, so that there a score depends on its company, and on how a longer list is cut.
 */
record Jina() implements RerankDialect {
    @Override
    public String name() {
        return "jina";
    }

    @Override
    public String prefix() {
        return "/v1";
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
        return Scale.REAL;
    }

    @Override
    public boolean mayRefuseToCut() {
        return false;
    }

    @Override
    public ObjectNode request(Question question) {
        // Said, because its default has changed before.
        return question.body("documents")
                .put("top_n", question.documents().size())
                .put("return_documents", false);
    }

    @Override
    public Answer read(Reply reply, int documents) {
        return new Answer(
                RerankDialect.scores(reply.field("results"), "relevance_score", documents),
                reply.countOrZero("usage", "total_tokens"));
    }
}
