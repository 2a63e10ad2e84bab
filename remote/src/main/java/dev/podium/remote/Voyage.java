package dev.podium.remote;

import dev.podium.Scale;
import tools.jackson.databind.node.ObjectNode;

/** Voyage: {@code top_k} and {@code data} where others say {@code top_n} and {@code results}; 1,000 documents at most. */
record Voyage() implements RerankDialect {
    @Override
    public String name() {
        return "voyage";
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
        return true;
    }

    @Override
    public ObjectNode request(Question question) {
        return question.body("documents")
                .put("top_k", question.documents().size())
                .put("return_documents", false)
                .put("truncation", question.cut());
    }

    @Override
    public Answer read(Reply reply, int documents) {
        return new Answer(
                RerankDialect.scores(reply.field("data"), "relevance_score", documents),
                reply.countOrZero("usage", "total_tokens"));
    }
}
