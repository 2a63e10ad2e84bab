/** Models behind services: OpenAI-compatible chat, completions and embeddings, and every usual rerank dialect. */
module dev.podium.remote {
    requires static transitive org.jspecify;
    requires transitive dev.podium.models;
    requires java.net.http;
    requires tools.jackson.databind;

    exports dev.podium.remote;

    provides dev.podium.model.BackEnd with
            dev.podium.remote.RemoteBackEnd;
}
