package dev.podium.remote;

import dev.podium.Scale;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * Pinecone: the key in a header of its own, the API's version by date, documents as objects.
 *
 * <p>100 documents are what each of its models takes. It bills by units and tells no tokens.
 */
record Pinecone() implements RerankDialect {

    /** The first stable version with reranking; later ones kept its shape. */
    private static final String VERSION = "2025-01";

    @Override
    public String name() {
        return "pinecone";
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
        return 100;
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
    public Map<String, String> headers(Secret key) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Pinecone-API-Version", VERSION);
        if (!key.isNone()) {
            headers.put("Api-Key", key.value());
        }
        return headers;
    }

    @Override
    public ObjectNode request(Question question) {
        ObjectNode body = question.bodyOfObjects("documents")
                .put("top_n", question.documents().size())
                .put("return_documents", false);
        body.putObject("parameters").put("truncate", question.cut() ? "END" : "NONE");
        return body;
    }

    @Override
    public Answer read(Reply reply, int documents) {
        return new Answer(RerankDialect.scores(reply.field("data"), "score", documents), 0);
    }
}
