package dev.podium.remote;

import dev.podium.model.Embedded;
import dev.podium.model.Embedding;
import dev.podium.model.Similarity;
import dev.podium.model.Tally;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * An embeddings endpoint that speaks as OpenAI's.
 *
 * <p>Vectors come as numbers, or in base64 as little-endian floats; either is read whichever was asked for.
 */
final class RemoteEmbedding implements Embedding {

    static final String ENDPOINT = "/embeddings";

    /** How a vector travels. */
    enum Encoding {
        /** As numbers: what every server can. Nothing is sent for it, since some refuse the word. */
        FLOAT,
        /** In base64: a third of the bytes. */
        BASE64
    }

    private final Service service;
    private final Http http;
    private final Wishes wishes;
    private final AtomicInteger dimensions = new AtomicInteger();

    /**
     * What a reference says of an embedding model.
     *
     * @param similarity how vectors are compared
     * @param encoding how they travel
     * @param dimensions that the service should cut vectors to, 0 for all it has
     * @param queryPrompt put before a query
     * @param passagePrompt put before a passage
     */
    record Wishes(Similarity similarity, Encoding encoding, int dimensions, String queryPrompt, String passagePrompt) {}

    RemoteEmbedding(Service service, Http http, Wishes wishes) {
        this.service = service;
        this.http = http;
        this.wishes = wishes;
        dimensions.set(wishes.dimensions());
    }

    @Override
    public List<Embedded> embed(List<String> texts, Role role) {
        String prompt = switch (role) {
            case QUERY -> wishes.queryPrompt();
            case PASSAGE -> wishes.passagePrompt();
        };
        ObjectNode body = JsonMapper.shared().createObjectNode().put("model", service.model());
        var input = body.putArray("input");
        texts.forEach(text -> input.add(prompt + text));
        if (wishes.encoding() == Encoding.BASE64) {
            body.put("encoding_format", "base64");
        }
        if (wishes.dimensions() > 0) {
            body.put("dimensions", wishes.dimensions());
        }
        Reply reply = http.post(ENDPOINT, body);
        List<Embedded> vectors = vectors(reply.field("data"), texts.size());
        Tally.called(texts.size(), reply.countOrZero("usage", "prompt_tokens"), 0);
        return vectors;
    }

    private List<Embedded> vectors(Reply data, int texts) {
        Embedded[] vectors = new Embedded[texts];
        boolean[] given = new boolean[texts];
        for (Reply one : data.elements()) {
            int index = one.field("index").count();
            if (index >= texts || given[index]) {
                throw one.field("index").wrong("must be below %d and the only one of its value".formatted(texts));
            }
            given[index] = true;
            vectors[index] = new Embedded(vector(one.field("embedding")), 0, 0);
        }
        List<Embedded> all = new ArrayList<>(texts);
        for (int i = 0; i < texts; i++) {
            if (!given[i]) {
                throw data.wrong(
                        "must hold a vector for each of the %d texts, also the one of index %d".formatted(texts, i));
            }
            all.add(vectors[i]);
        }
        return all;
    }

    private float[] vector(Reply given) {
        float[] vector = given.node().isString() ? decoded(given) : numbers(given);
        for (float value : vector) {
            if (!Float.isFinite(value)) {
                throw given.wrong("must hold finite numbers");
            }
        }
        // The first vector says how long all are; of several threads the first to say so.
        dimensions.compareAndSet(0, vector.length);
        if (vector.length == 0 || vector.length != dimensions.get()) {
            throw given.wrong("must be of length %d and not %d".formatted(dimensions.get(), vector.length));
        }
        return vector;
    }

    private static float[] numbers(Reply given) {
        List<Reply> numbers = given.elements();
        float[] vector = new float[numbers.size()];
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) numbers.get(i).number();
        }
        return vector;
    }

    private static float[] decoded(Reply given) {
        try {
            byte[] bytes = Base64.getDecoder().decode(given.text());
            if (bytes.length % Float.BYTES == 0) {
                float[] vector = new float[bytes.length / Float.BYTES];
                ByteBuffer.wrap(bytes)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer()
                        .get(vector);
                return vector;
            }
        } catch (IllegalArgumentException e) {
            throw given.wrong("must be base64 (%s)".formatted(e.getMessage()));
        }
        throw given.wrong("must be base64 of whole floats");
    }

    @Override
    public Similarity similarity() {
        return wishes.similarity();
    }

    /** Known from the first answer on; before it, this asks for one. */
    @Override
    public int dimensions() {
        if (dimensions.get() == 0) {
            embed(List.of("a"), Role.PASSAGE);
        }
        return dimensions.get();
    }

    @Override
    public int maxTokens() {
        return Integer.MAX_VALUE;
    }
}
