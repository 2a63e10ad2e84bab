package dev.podium.remote;

import dev.podium.Scale;
import tools.jackson.databind.node.ObjectNode;

/**
 * vLLM's {@code /rerank}: the shape of Jina, but every document comes back with its score.
 *
 * <p>Cuts only if told to: {@code truncate_prompt_tokens} of -1 stands for the model's own length. What a score means
 * depends on the model: a sigmoid, a logit or a cosine.
 */
record VllmRerank() implements RerankDialect {
    @Override
    public String name() {
        return "vllm";
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
        ObjectNode body = question.body("documents");
        return question.cut() ? body.put("truncate_prompt_tokens", -1) : body;
    }

    @Override
    public Answer read(Reply reply, int documents) {
        return new Answer(
                RerankDialect.scores(reply.field("results"), "relevance_score", documents),
                reply.countOrZero("usage", "total_tokens"));
    }
}
