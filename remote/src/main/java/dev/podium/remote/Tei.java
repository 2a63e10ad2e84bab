package dev.podium.remote;

import dev.podium.Scale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Text Embeddings Inference: one model a server, so none is named, and a bare array comes back.
 *
 * <p>Scores are asked for behind their sigmoid. A server takes 32 texts at once unless it was started with more
 * ({@code --max-client-batch-size}). It counts its tokens in headers only.
 */
record Tei() implements RerankDialect {
    @Override
    public String name() {
        return "tei";
    }

    @Override
    public String prefix() {
        return "";
    }

    @Override
    public String endpoint() {
        return "/rerank";
    }

    @Override
    public int maxDocuments() {
        return 32;
    }

    @Override
    public Scale scale() {
        return Scale.PROBABILITY;
    }

    @Override
    public boolean mayRefuseToCut() {
        return true;
    }

    @Override
    public boolean namesModel() {
        return false;
    }

    @Override
    public ObjectNode request(Question question) {
        ObjectNode body = JsonMapper.shared().createObjectNode().put("query", question.query());
        question.documents().forEach(body.putArray("texts")::add);
        return body.put("truncate", question.cut()).put("raw_scores", false).put("return_text", false);
    }

    @Override
    public Answer read(Reply reply, int documents) {
        return new Answer(RerankDialect.scores(reply, "score", documents), 0);
    }
}
