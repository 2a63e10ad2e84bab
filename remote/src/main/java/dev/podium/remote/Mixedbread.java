package dev.podium.remote;

import dev.podium.Scale;
import tools.jackson.databind.node.ObjectNode;

/** Mixedbread: documents are its {@code input}, and it takes 1,000 of them. */
record Mixedbread() implements RerankDialect {
    @Override
    public String name() {
        return "mixedbread";
    }

    @Override
    public String prefix() {
        return "/v1";
    }

    @Override
    public String endpoint() {
        return "/reranking";
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
        return question.body("input").put("top_k", question.documents().size()).put("return_input", false);
    }

    @Override
    public Answer read(Reply reply, int documents) {
        return new Answer(
                RerankDialect.scores(reply.field("data"), "score", documents),
                reply.countOrZero("usage", "total_tokens"));
    }
}
