package dev.podium.remote;

import dev.podium.Scale;
import dev.podium.model.ProviderException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How one rerank service is asked and how it answers.
 *
 * <p>All of them take a query and documents and give a score for each by its index; they differ in the names of the
 * fields. The answer must hold every document once: a service that leaves some out would have them lost without a word.
 */
sealed interface RerankDialect permits Cohere, Jina, Voyage, Tei, VllmRerank, VllmScore, Mixedbread, Pinecone, Nim {

    /** Every dialect, in the order of the guide. */
    List<RerankDialect> ALL = List.of(
            new Cohere(),
            new Jina(),
            new Voyage(),
            new Tei(),
            new VllmRerank(),
            new VllmScore(),
            new Mixedbread(),
            new Pinecone(),
            new Nim());

    /** As a reference names it. */
    String name();

    /** What stands before the endpoint where the address has no path of its own, such as {@code /v1}. */
    String prefix();

    /** Such as {@code /rerank}. */
    String endpoint();

    /** Documents that one request holds at most, where the reference does not say. */
    int maxDocuments();

    /** What scores mean, where the reference does not say. */
    Scale scale();

    /** Whether the service can be told to refuse a document that is too long instead of cutting it. */
    boolean mayRefuseToCut();

    /** Whether a request must name a model. */
    default boolean namesModel() {
        return true;
    }

    /** Sent with each request. */
    default Map<String, String> headers(Secret key) {
        return key.isNone() ? Map.of() : Map.of("Authorization", Service.BEARER + key.value());
    }

    /** The body of a request. */
    ObjectNode request(Question question);

    /** What the answer holds, in the order of the documents. */
    Answer read(Reply reply, int documents);

    /**
     * What is asked.
     *
     * @param model as the service knows it
     * @param query that all documents are scored for
     * @param documents of one request
     * @param cut whether a document that is too long is cut rather than refused
     */
    record Question(String model, String query, List<String> documents, boolean cut) {

        /** A body with the model and the query, as most have it. */
        ObjectNode body() {
            return JsonMapper.shared().createObjectNode().put("model", model).put("query", query);
        }

        /** A body that also holds the documents as an array of texts. */
        ObjectNode body(String field) {
            ObjectNode body = body();
            documents.forEach(body.putArray(field)::add);
            return body;
        }

        /** A body that also holds the documents as an array of objects with a text. */
        ObjectNode bodyOfObjects(String field) {
            ObjectNode body = body();
            var array = body.putArray(field);
            documents.forEach(text -> array.addObject().put("text", text));
            return body;
        }
    }

    /**
     * What came back.
     *
     * @param scores one a document, in their order
     * @param tokens read by the service, 0 where it does not tell
     */
    record Answer(List<Double> scores, int tokens) {}

    /** Scores by their index, each document exactly once. */
    static List<Double> scores(Reply results, String scoreField, int documents) {
        double[] scores = new double[documents];
        boolean[] given = new boolean[documents];
        for (Reply result : results.elements()) {
            int index = result.field("index").count();
            if (index >= documents) {
                throw result.field("index").wrong("must be below %d, the number of documents".formatted(documents));
            }
            if (given[index]) {
                throw result.field("index").wrong("must be the only one of its value");
            }
            given[index] = true;
            scores[index] = result.field(scoreField).number();
        }
        List<Double> all = new ArrayList<>(documents);
        for (int i = 0; i < documents; i++) {
            if (!given[i]) {
                throw missing(results, i, documents);
            }
            all.add(scores[i]);
        }
        return all;
    }

    private static ProviderException missing(Reply results, int index, int documents) {
        return results.wrong(
                "must hold a score for each of the %d documents, also the one of index %d".formatted(documents, index));
    }
}
