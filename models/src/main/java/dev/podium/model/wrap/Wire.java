package dev.podium.model.wrap;

import dev.podium.model.AttentionMass;
import dev.podium.model.Embedded;
import dev.podium.model.Generated;
import dev.podium.model.LabelLogits;
import dev.podium.model.Scored;
import dev.podium.model.TokenLikelihoods;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Questions and answers as JSON, where two that differ never read the same. */
final class Wire {

    static final JsonMapper JSON = JsonMapper.shared();

    private Wire() {}

    /** What is common, or an item. Parsed back once, so that a number is the same number before and after a file. */
    static JsonNode node(Object value) {
        return JSON.readTree(JSON.writeValueAsString(value));
    }

    /** Of everything that decides the answer. */
    static String digest(Call<?, ?> call, Object item) {
        ObjectNode key = JSON.createObjectNode();
        key.put("model", call.model());
        key.put("question", call.question());
        key.set("common", node(call.common()));
        key.set("item", node(item));
        return Base64.getEncoder().encodeToString(sha256().digest(key.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This JDK lacks SHA-256, which every JDK must have.", e);
        }
    }

    /** A vector as base64 of little-endian floats: exact, and a third of its digits. */
    static JsonNode answer(Object answer) {
        if (answer instanceof Embedded embedded) {
            float[] vector = embedded.vector();
            ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * vector.length).order(ByteOrder.LITTLE_ENDIAN);
            bytes.asFloatBuffer().put(vector);
            return JSON.createObjectNode()
                    .put("vector", Base64.getEncoder().encodeToString(bytes.array()))
                    .put("tokens", embedded.tokens())
                    .put("tokensUsed", embedded.tokensUsed());
        }
        return node(answer);
    }

    static Scored scored(JsonNode answer) {
        return JSON.treeToValue(answer, Scored.class);
    }

    static List<Scored> scoredList(JsonNode answer) {
        return StreamSupport.stream(answer.spliterator(), false)
                .map(Wire::scored)
                .toList();
    }

    static Generated generated(JsonNode answer) {
        return JSON.treeToValue(answer, Generated.class);
    }

    static LabelLogits logits(JsonNode answer) {
        return JSON.treeToValue(answer, LabelLogits.class);
    }

    static TokenLikelihoods likelihoods(JsonNode answer) {
        return JSON.treeToValue(answer, TokenLikelihoods.class);
    }

    static AttentionMass mass(JsonNode answer) {
        return JSON.treeToValue(answer, AttentionMass.class);
    }

    static Embedded embedded(JsonNode answer) {
        ByteBuffer bytes = ByteBuffer.wrap(
                        Base64.getDecoder().decode(answer.required("vector").asString()))
                .order(ByteOrder.LITTLE_ENDIAN);
        float[] vector = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(vector);
        return new Embedded(
                vector,
                answer.required("tokens").asInt(),
                answer.required("tokensUsed").asInt());
    }
}
