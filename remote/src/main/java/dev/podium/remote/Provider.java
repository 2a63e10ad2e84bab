package dev.podium.remote;

import java.util.List;
import java.util.Optional;

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

    static Optional<Provider> named(String name) {
        return ALL.stream().filter(one -> one.name().equals(name)).findFirst();
    }
}
