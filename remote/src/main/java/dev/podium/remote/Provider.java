package dev.podium.remote;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hosted service that is known by name: {@code remote:cohere/rerank-v3.5}.
 *
 * @param name before the slash
 * @param address of its API
 * @param dialect spoken where the reference names no other
 * @param keyFrom the environment variable that holds its key where the reference names no other
 */
record Provider(String name, String address, String dialect, String keyFrom) {

    static final List<Provider> ALL = List.of(
            new Provider("openai", "https://api.openai.com", "openai", "OPENAI_API_KEY"),
            new Provider("cohere", "https://api.cohere.com", "cohere", "COHERE_API_KEY"),
            new Provider("jina", "https://api.jina.ai", "jina", "JINA_API_KEY"),
            new Provider("voyage", "https://api.voyageai.com", "voyage", "VOYAGE_API_KEY"),
            new Provider("mixedbread", "https://api.mixedbread.com", "mixedbread", "MXBAI_API_KEY"),
            new Provider("pinecone", "https://api.pinecone.io", "pinecone", "PINECONE_API_KEY"));

    /** The one that a location names before its first slash; null if it names none. */
    static @Nullable Provider in(String location) {
        String name = location.replaceFirst("/.*", "");
        return ALL.stream().filter(one -> one.name().equals(name)).findFirst().orElse(null);
    }

    /** What a location of this provider says after its first slash; empty if nothing. */
    String modelIn(String location) {
        return location.equals(name) ? "" : location.substring(name.length() + 1);
    }
}
