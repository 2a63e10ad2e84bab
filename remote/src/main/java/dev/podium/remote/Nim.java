package dev.podium.remote;

import dev.podium.Scale;
import tools.jackson.databind.node.ObjectNode;

/** NVIDIA NIM: {@code /ranking}, query and passages as objects, logits back. */
record Nim() implements RerankDialect {
    @Override
    public String name() {
        return "nim";
    }

    @Override
    public String prefix() {
        return "/v1";
    }

    @Override
    public String endpoint() {
        return "/ranking";
    }

    @Override
    public int maxDocuments() {
        return 512;
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
        ObjectNode body = question.bodyOfObjects("passages");
        body.putObject("query").put("text", question.query());
        return body.put("truncate", question.cut() ? "END" : "NONE");
    }

    @Override
    public Answer read(Reply reply, int documents) {
        return new Answer(
                RerankDialect.scores(reply.field("rankings"), "logit", documents),
                reply.countOrZero("usage", "total_tokens"));
    }
}
