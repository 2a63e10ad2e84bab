package dev.podium.hub;

import static dev.podium.hub.LoopbackHub.COMMIT;
import static dev.podium.hub.LoopbackHub.REPOSITORY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.model.ModelUnavailableException;
import dev.podium.model.wrap.Backoff;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Offline means that no request is made, whatever is asked and whatever is there. */
class OfflineTest {

    private static final HubId ID = HubId.parse(REPOSITORY);

    /** Fails whoever tries to reach out. */
    private static final Transport NOWHERE = ask -> {
        throw new AssertionError("offline, and yet asked for " + ask);
    };

    @TempDir
    Path cache;

    private Hub offline(Transport transport, URI endpoint) {
        return new Hub(
                new HubSettings(endpoint, cache, null, true, true, Duration.ofSeconds(1)),
                transport,
                Backoff.USUAL,
                _ -> {});
    }

    private Hub offline() {
        return offline(NOWHERE, HubSettings.HUGGING_FACE);
    }

    /** What huggingface_hub writes for a checkpoint in two shards, with a file of its own that Podium does not read. */
    private Path madeByPython() throws IOException {
        Path repository = cache.resolve("models--acme--tiny-reranker");
        Path snapshot = repository.resolve("snapshots").resolve(COMMIT);
        Files.createDirectories(repository.resolve("refs"));
        Files.writeString(repository.resolve("refs/main"), COMMIT);
        Files.createDirectories(repository.resolve("trees"));
        Files.writeString(repository.resolve("trees").resolve(COMMIT + ".json"), "{}");
        Files.writeString(cache.resolve("CACHEDIR.TAG"), "Signature: 8a477f597d28d172789f06886806bc55");
        Map<String, String> files = Map.of(
                "config.json", "{}",
                "1_Pooling/config.json", "{\"pooling\": 1}",
                "model-00001-of-00002.safetensors", "one",
                "model-00002-of-00002.safetensors", "two",
                "model.safetensors.index.json",
                        "{\"weight_map\": {\"a\": \"model-00001-of-00002.safetensors\", \"b\": \"model-00002-of-00002.safetensors\"}}");
        for (Map.Entry<String, String> file : files.entrySet()) {
            byte[] content = file.getValue().getBytes(java.nio.charset.StandardCharsets.UTF_8);
            String hash =
                    LoopbackHub.isLarge(file.getKey()) ? LoopbackHub.sha256(content) : LoopbackHub.gitHash(content);
            Path blob = repository.resolve("blobs").resolve(hash);
            Path link = snapshot.resolve(file.getKey());
            Files.createDirectories(blob.getParent());
            Files.createDirectories(link.getParent());
            Files.write(blob, content);
            Files.createSymbolicLink(link, link.getParent().relativize(blob));
        }
        return snapshot;
    }

    @Test
    void opens_what_python_downloaded() throws IOException {
        Path snapshot = madeByPython();

        assertThat(offline().open(ID, Wanted.checkpoint())).isEqualTo(new Snapshot(ID, COMMIT, snapshot, false));
        assertThat(offline()
                        .open(new HubId(REPOSITORY, COMMIT), Wanted.checkpoint())
                        .folder())
                .isEqualTo(snapshot);
        assertThat(offline().cached()).singleElement().satisfies(one -> {
            assertThat(one.repository()).isEqualTo(REPOSITORY);
            assertThat(one.revisions()).containsExactly("main");
            assertThat(one.files()).isEqualTo(5);
        });
    }

    @Test
    void opens_no_socket_warm_or_cold() throws IOException {
        madeByPython();
        AtomicInteger selected = new AtomicInteger();
        ProxySelector before = ProxySelector.getDefault();
        try (LoopbackHub hub = LoopbackHub.withCheckpoint()) {
            ProxySelector.setDefault(new ProxySelector() {
                @Override
                public List<Proxy> select(URI uri) {
                    selected.incrementAndGet();
                    return List.of(Proxy.NO_PROXY);
                }

                @Override
                public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
            });
            Hub client = offline(new HttpTransport(), hub.address());

            client.open(ID, Wanted.checkpoint());
            assertThatThrownBy(() -> client.open(HubId.parse("acme/other"), Wanted.checkpoint()))
                    .isInstanceOf(ModelUnavailableException.class);
            client.cached();

            assertThat(hub.asked).isEmpty();
            assertThat(selected).hasValue(0);
            // The same selector sees a client that is not offline, so it would have seen this one.
            hub.client(cache).open(ID, Wanted.files("config.json"));
            assertThat(selected).hasPositiveValue();
        } finally {
            ProxySelector.setDefault(before);
        }
    }

    @Test
    void says_what_is_missing_in_a_cold_cache() throws IOException {
        assertThatThrownBy(() -> offline().open(ID, Wanted.checkpoint()))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining(
                        "HF_HUB_OFFLINE is set", cache.toString(), "does not hold the model " + REPOSITORY)
                .hasMessageContaining("copy models--acme--tiny-reranker from a machine that has it");

        madeByPython();
        assertThatThrownBy(() -> offline().open(HubId.parse("acme/tiny-reranger"), Wanted.checkpoint()))
                .hasMessageContaining("\"" + REPOSITORY + "\" was meant");
        assertThatThrownBy(() -> offline().open(ID, Wanted.gguf("*Q8_0.gguf")))
                .hasMessageContaining("only in part. Missing: *Q8_0.gguf");
    }

    @Test
    void says_which_shard_a_broken_download_lacks() throws IOException {
        Path snapshot = madeByPython();
        Files.delete(snapshot.resolve(Files.readSymbolicLink(snapshot.resolve("model-00002-of-00002.safetensors"))));

        assertThatThrownBy(() -> offline().open(ID, Wanted.checkpoint()))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("Missing: model-00002-of-00002.safetensors");
    }

    @Test
    void an_unreadable_reference_is_no_reference() throws IOException {
        madeByPython();
        Files.writeString(cache.resolve("models--acme--tiny-reranker/refs/main"), "../../../etc");

        assertThatThrownBy(() -> offline().open(ID, Wanted.checkpoint()))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("does not hold the model");
    }
}
