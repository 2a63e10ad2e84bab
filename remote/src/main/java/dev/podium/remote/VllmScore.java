package dev.podium.remote;

import dev.podium.Scale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** vLLM's {@code /score}: one text against many, answered in their order and without the documents. */
record VllmScore() implements RerankDialect {
    @Override
    public String name() {
        return "vllm-score";
    }

    @Override
    public String prefix() {
        return "/v1";
    }

    @Override
    public String endpoint() {
        return "/score";
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
        ObjectNode body = JsonMapper.shared()
                .createObjectNode()
                .put("model", question.model())
                .put("text_1", question.query());
        question.documents().forEach(body.putArray("text_2")::add);
        return question.cut() ? body.put("truncate_prompt_tokens", -1) : body;
    }

    @Override
    public Answer read(Reply reply, int documents) {
        return new Answer(
                RerankDialect.scores(reply.field("data"), "score", documents),
                reply.countOrZero("usage", "total_tokens"));
    }
}
