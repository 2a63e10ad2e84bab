package dev.podium.hub;

import static dev.podium.hub.LoopbackHub.COMMIT;
import static dev.podium.hub.LoopbackHub.REPOSITORY;
import static dev.podium.hub.LoopbackHub.TOKEN;
import static dev.podium.hub.LoopbackHub.gitHash;
import static dev.podium.hub.LoopbackHub.sha256;
import static dev.podium.hub.LoopbackHub.weights;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.model.ModelUnavailableException;
import dev.podium.model.wrap.Backoff;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubTest {

    private static final HubId ID = HubId.parse(REPOSITORY);

    @TempDir
    Path cache;

    private Path repository() {
        return cache.resolve("models--acme--tiny-reranker");
    }

    private List<String> below(String folder) throws IOException {
        Path root = repository().resolve(folder);
        if (!Files.exists(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(path -> !Files.isDirectory(path))
                    .map(path -> root.relativize(path).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void who_stands_around_the_work_sees_what_it_downloads_and_nothing_of_what_is_there() throws IOException {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        Downloading watching = (file, done, total) -> seen.add("%s %d/%d".formatted(file, done, total));

        try (LoopbackHub hub = LoopbackHub.withCheckpoint()) {
            Snapshot first = watching.during(() -> hub.client(cache).open(ID, Wanted.checkpoint()));
            assertThat(seen).contains("model.safetensors 300000/300000", "tokenizer.json 2/2");

            seen.clear();
            assertThat(watching.during(() -> hub.client(cache).open(ID, Wanted.checkpoint())))
                    .isEqualTo(first);
            assertThat(seen).isEmpty();
        }
    }

    @Test
    void brings_a_checkpoint_into_the_layout_of_the_usual_cache() throws IOException {
        try (LoopbackHub hub = LoopbackHub.withCheckpoint()) {
            Snapshot snapshot = hub.client(cache).open(ID, Wanted.checkpoint());

            assertThat(snapshot).isEqualTo(new Snapshot(ID, COMMIT, repository().resolve("snapshots/" + COMMIT), true));
            assertThat(below("snapshots/" + COMMIT))
                    .containsExactly("1_Pooling/config.json", "config.json", "model.safetensors", "tokenizer.json");
            assertThat(snapshot.folder().resolve("model.safetensors")).hasBinaryContent(weights());
            assertThat(Files.readSymbolicLink(snapshot.folder().resolve("model.safetensors")))
                    .hasToString("../../blobs/" + sha256(weights()));
            byte[] pooling = "{\"pooling_mode\": \"cls\"}".getBytes(StandardCharsets.UTF_8);
            assertThat(Files.readSymbolicLink(snapshot.folder().resolve("1_Pooling/config.json")))
                    .hasToString("../../../blobs/" + gitHash(pooling));
            assertThat(repository().resolve("refs/main")).hasContent(COMMIT);
            assertThat(below("blobs")).hasSize(4).noneMatch(name -> name.endsWith(".incomplete"));
            assertThat(below(".no_exist/" + COMMIT)).containsExactly("artifact.metadata");
        }
    }

    @Test
    void asks_for_the_list_alone_when_everything_is_there() {
        try (LoopbackHub hub = LoopbackHub.withCheckpoint()) {
            hub.client(cache).open(ID, Wanted.checkpoint());
            hub.asked.clear();

            hub.client(cache).open(ID, Wanted.checkpoint());

            assertThat(hub.asked)
                    .extracting(LoopbackHub.Asked::path)
                    .containsExactly("/api/models/" + REPOSITORY + "/revision/main");
        }
    }

    @Test
    void opens_a_commit_and_a_revision_with_slashes() throws IOException {
        try (LoopbackHub hub = LoopbackHub.withCheckpoint()) {
            Hub client = hub.client(cache);

            assertThat(client.open(new HubId(REPOSITORY, COMMIT), Wanted.files("config.json"))
                            .commit())
                    .isEqualTo(COMMIT);
            assertThat(below("refs")).isEmpty();
            assertThat(client.open(new HubId(REPOSITORY, "refs/pr/1"), Wanted.files("config.json"))
                            .commit())
                    .isEqualTo(COMMIT);
            assertThat(below("refs")).containsExactly("refs/pr/1");
        }
    }

    @Test
    void carries_on_where_the_connection_was_cut() {
        try (LoopbackHub hub = LoopbackHub.withCheckpoint().cuttingOnce("model.safetensors", 100_000)) {
            Snapshot snapshot = hub.client(cache).open(ID, Wanted.checkpoint());

            assertThat(snapshot.folder().resolve("model.safetensors")).hasBinaryContent(weights());
            List<LoopbackHub.Asked> gets = hub.asked("GET", "model.safetensors");
            assertThat(gets).hasSize(2);
            assertThat(gets.getFirst().range()).isNull();
            assertThat(gets.getLast().range()).matches("bytes=[1-9][0-9]*-");
            assertThat(hub.waits).hasSize(1);
        }
    }

    @Test
    void carries_on_in_a_later_call_what_an_earlier_one_left() throws IOException {
        try (LoopbackHub hub = LoopbackHub.withCheckpoint()) {
            Path blob = repository().resolve("blobs").resolve(sha256(weights()));
            Files.createDirectories(blob.getParent());
            Files.write(blob.resolveSibling(blob.getFileName() + ".incomplete"), Arrays.copyOf(weights(), 1000));

            Snapshot snapshot = hub.client(cache).open(ID, Wanted.checkpoint());

            assertThat(snapshot.folder().resolve("model.safetensors")).hasBinaryContent(weights());
            assertThat(hub.asked("GET", "model.safetensors"))
                    .extracting(LoopbackHub.Asked::range)
                    .containsExactly("bytes=1000-");
        }
    }

    @Test
    void starts_over_where_the_hub_ignores_ranges() {
        try (LoopbackHub hub = LoopbackHub.withCheckpoint().cuttingOnce("model.safetensors", 100_000)) {
            hub.ignoresRanges = true;

            Snapshot snapshot = hub.client(cache).open(ID, Wanted.checkpoint());

            assertThat(snapshot.folder().resolve("model.safetensors")).hasBinaryContent(weights());
        }
    }

    @Test
    void throws_away_what_an_earlier_attempt_left_of_another_file() throws IOException {
        try (LoopbackHub hub = LoopbackHub.withCheckpoint()) {
            Path blob = repository().resolve("blobs").resolve(sha256(weights()));
            Files.createDirectories(blob.getParent());
            Files.write(blob.resolveSibling(blob.getFileName() + ".podium.incomplete"), new byte[5000]);

            Snapshot snapshot = hub.client(cache).open(ID, Wanted.checkpoint());

            assertThat(snapshot.folder().resolve("model.safetensors")).hasBinaryContent(weights());
            assertThat(hub.asked("GET", "model.safetensors"))
                    .extracting(LoopbackHub.Asked::range)
                    .containsExactly("bytes=5000-", null);
        }
    }

    @Test
    void refuses_a_file_with_another_hash_and_keeps_nothing_of_it() throws IOException {
        try (LoopbackHub hub = LoopbackHub.withCheckpoint()) {
            hub.damages = true;

            assertThatThrownBy(() -> hub.client(cache).open(ID, Wanted.checkpoint()))
                    .isInstanceOf(ModelUnavailableException.class)
                    .hasMessageContaining("model.safetensors", REPOSITORY, "arrived damaged", sha256(weights()))
                    .hasMessageContaining("\nMaybe ");
            assertThat(below("blobs")).noneMatch(name -> name.startsWith(sha256(weights())));
            assertThat(below("refs")).isEmpty();
        }
    }

    @Test
    void refuses_more_bytes_than_were_announced() throws IOException {
        try (LoopbackHub hub = LoopbackHub.withCheckpoint()) {
            hub.sendsMore = true;

            assertThatThrownBy(() -> hub.client(cache).open(ID, Wanted.checkpoint()))
                    .isInstanceOf(ModelUnavailableException.class)
                    .hasMessageContaining("is longer than the 300000 bytes announced");
            assertThat(below("blobs")).doesNotContain(sha256(weights()));
        }
    }

    @Test
    void gives_up_on_fewer_bytes_than_were_announced() throws IOException {
        try (LoopbackHub hub = LoopbackHub.withCheckpoint()) {
            hub.announcedSize = 300_001L;
            hub.ignoresRanges = true;

            assertThatThrownBy(() -> hub.client(cache).open(ID, Wanted.checkpoint()))
                    .isInstanceOf(ModelUnavailableException.class)
                    .hasMessageContaining("300000 of 300001 bytes", "tried 5 times");
            assertThat(below("blobs")).doesNotContain(sha256(weights()));
        }
    }

    @Test
    void refuses_a_file_that_the_disk_cannot_hold_before_it_fills_it() {
        try (LoopbackHub hub = LoopbackHub.withCheckpoint()) {
            hub.announcedSize = 1L << 58;

            assertThatThrownBy(() -> hub.client(cache).open(ID, Wanted.checkpoint()))
                    .isInstanceOf(ModelUnavailableException.class)
                    .hasMessageContaining("the disk of the cache", "HF_HUB_CACHE");
            assertThat(hub.asked("GET", "model.safetensors")).isEmpty();
        }
    }

    @Test
    void refuses_a_file_of_another_commit() {
        try (LoopbackHub hub = LoopbackHub.withCheckpoint()) {
            hub.servedCommit = "f".repeat(40);

            assertThatThrownBy(() -> hub.client(cache).open(ID, Wanted.checkpoint()))
                    .isInstanceOf(ModelUnavailableException.class)
                    .hasMessageContaining("is of the commit ffff");
        }
    }

    @Test
    void sends_the_token_to_the_hub_and_not_to_where_it_redirects() {
        try (LoopbackHub hub = LoopbackHub.withCheckpoint();
                LoopbackHub storage = LoopbackHub.withCheckpoint()) {
            hub.storage = storage.address();

            Snapshot snapshot = hub.client(cache).open(ID, Wanted.checkpoint());

            assertThat(snapshot.folder().resolve("model.safetensors")).hasBinaryContent(weights());
            assertThat(hub.asked).extracting(LoopbackHub.Asked::authorization).containsOnly("Bearer " + TOKEN);
            assertThat(storage.asked).isNotEmpty().allSatisfy(one -> {
                assertThat(one.authorization()).isNull();
                assertThat(one.method()).isEqualTo("GET");
            });
        }
    }

    @Test
    void carries_on_at_the_place_it_was_redirected_to() {
        try (LoopbackHub hub = LoopbackHub.withCheckpoint();
                LoopbackHub storage = LoopbackHub.withCheckpoint().cuttingOnce("model.safetensors", 50_000)) {
            hub.storage = storage.address();

            Snapshot snapshot = hub.client(cache).open(ID, Wanted.checkpoint());

            assertThat(snapshot.folder().resolve("model.safetensors")).hasBinaryContent(weights());
        }
    }

    @Test
    void says_what_to_do_about_a_gate() {
        try (LoopbackHub hub = LoopbackHub.withCheckpoint()) {
            hub.gate = "GatedRepo";
            hub.gateStatus = 403;
            HubSettings nobody = new HubSettings(hub.address(), cache, null, false, true, Duration.ofSeconds(10));

            assertThatThrownBy(() -> hub.client(nobody).open(ID, Wanted.checkpoint()))
                    .isInstanceOf(ModelUnavailableException.class)
                    .hasMessageContaining(REPOSITORY, "status 403", "Access to this model is restricted.")
                    .hasMessageContaining("accept its terms at " + hub.address() + "/" + REPOSITORY, "set HF_TOKEN");
            assertThatThrownBy(() -> hub.client(cache).open(ID, Wanted.checkpoint()))
                    .hasMessageContaining("give the account of the token from HF_TOKEN access")
                    .message()
                    .doesNotContain(TOKEN);
        }
    }

    @Test
    void says_which_name_was_meant() {
        try (LoopbackHub hub = LoopbackHub.withCheckpoint()) {
            Hub client = hub.client(cache);
            client.open(ID, Wanted.files("config.json"));

            assertThatThrownBy(() -> client.open(HubId.parse("acme/tiny-rerankr"), Wanted.checkpoint()))
                    .isInstanceOf(ModelUnavailableException.class)
                    .hasMessageContaining("status 404", "did you mean \"" + REPOSITORY + "\"");
            assertThatThrownBy(() -> client.open(HubId.parse("BAAI/bge-reranker-v2m3"), Wanted.checkpoint()))
                    .hasMessageContaining("did you mean \"BAAI/bge-reranker-v2-m3\"");
            assertThatThrownBy(() -> client.open(HubId.parse(REPOSITORY + "@v2"), Wanted.checkpoint()))
                    .hasMessageContaining("the revision \"v2\" is mistyped");
            assertThatThrownBy(() -> client.open(ID, Wanted.onnx("onnx/modle.onnx")))
                    .hasMessageContaining("has no file that is onnx/modle.onnx", "Maybe onnx/model.onnx was meant");
        }
    }

    @Test
    void never_fetches_pickles_and_says_so_where_there_is_nothing_else() {
        try (LoopbackHub hub = LoopbackHub.withCheckpoint().without("model.safetensors")) {
            assertThatThrownBy(() -> hub.client(cache).open(ID, Wanted.checkpoint()))
                    .isInstanceOf(ModelUnavailableException.class)
                    .hasMessageContaining("*.safetensors", "pickles only (pytorch_model.bin)");
            assertThat(hub.asked).hasSize(1);
        }
    }

    @Test
    void waits_as_long_as_a_busy_hub_asks() {
        try (LoopbackHub hub = LoopbackHub.withCheckpoint().busyWith(429, 503)) {
            assertThat(hub.client(cache).open(ID, Wanted.checkpoint()).confirmed())
                    .isTrue();
            assertThat(hub.waits).containsExactly(Duration.ofSeconds(7), Duration.ofSeconds(7));
        }
    }

    @Test
    void uses_the_cache_where_the_hub_does_not_answer_and_says_that_nobody_confirmed_it() {
        try (LoopbackHub hub = LoopbackHub.withCheckpoint()) {
            Hub client = hub.client(cache);
            Snapshot fresh = client.open(ID, Wanted.checkpoint());
            hub.busyWith(503, 503, 503, 503, 503);

            Snapshot old = client.open(ID, Wanted.checkpoint());

            assertThat(old).isEqualTo(new Snapshot(ID, COMMIT, fresh.folder(), false));
            hub.busyWith(503, 503, 503, 503, 503);
            assertThatThrownBy(() -> client.open(HubId.parse("acme/other"), Wanted.checkpoint()))
                    .isInstanceOf(ModelUnavailableException.class)
                    .hasMessageContaining("status 503", "tried 5 times", "does not hold the model acme/other");
        }
    }

    @Test
    void copies_where_links_are_not_wanted() throws IOException {
        try (LoopbackHub hub = LoopbackHub.withCheckpoint()) {
            HubSettings settings = new HubSettings(hub.address(), cache, null, false, false, Duration.ofSeconds(10));

            Snapshot snapshot = hub.client(settings).open(ID, Wanted.checkpoint());

            assertThat(snapshot.folder().resolve("model.safetensors"))
                    .isRegularFile()
                    .hasBinaryContent(weights())
                    .satisfies(file -> assertThat(Files.isSymbolicLink(file)).isFalse());
        }
    }

    @Test
    void tells_who_watches_how_far_each_file_is() {
        try (LoopbackHub hub = LoopbackHub.withCheckpoint()) {
            List<String> seen = Collections.synchronizedList(new ArrayList<>());

            hub.client(cache)
                    .open(ID, Wanted.checkpoint(), (file, done, total) -> seen.add(file + " " + done + "/" + total));

            assertThat(seen).contains("model.safetensors 0/300000", "model.safetensors 300000/300000");
            assertThat(seen).doesNotContain("README.md 0/6");
            seen.clear();
            hub.client(cache)
                    .open(ID, Wanted.checkpoint(), (file, done, total) -> seen.add(file + " " + done + "/" + total));
            assertThat(seen).isEmpty();
        }
    }

    @Test
    void two_at_one_time_fetch_a_file_once_and_whole() throws Exception {
        try (LoopbackHub hub = LoopbackHub.withCheckpoint();
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Callable<Snapshot> opening =
                    () -> new Hub(hub.settings(cache), new HttpTransport(), Backoff.USUAL, _ -> Thread.yield())
                            .open(ID, Wanted.checkpoint());

            for (Future<Snapshot> one : threads.invokeAll(Collections.nCopies(4, opening))) {
                assertThat(one.get().folder().resolve("model.safetensors")).hasBinaryContent(weights());
            }
            assertThat(hub.asked("GET", "model.safetensors")).hasSize(1);
        }
    }

    @Test
    void lists_what_the_cache_holds() {
        try (LoopbackHub hub = LoopbackHub.withCheckpoint()) {
            Hub client = hub.client(cache);
            assertThat(client.cached()).isEmpty();

            Snapshot snapshot = client.open(ID, Wanted.files("config.json", "tokenizer.json"));

            assertThat(client.cached())
                    .containsExactly(
                            new CachedRevision(REPOSITORY, COMMIT, List.of("main"), 2, 22 + 2, snapshot.folder()));
            assertThat(client.settings().cache()).isEqualTo(cache);
        }
    }
}
