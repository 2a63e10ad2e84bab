package dev.podium.hub;

import static dev.podium.hub.LoopbackHub.COMMIT;
import static dev.podium.hub.LoopbackHub.REPOSITORY;
import static dev.podium.hub.LoopbackHub.TOKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.podium.hub.Transport.Answer;
import dev.podium.hub.Transport.Ask;
import dev.podium.model.ModelUnavailableException;
import dev.podium.model.wrap.Backoff;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing that a hub says is believed. */
class UntrustedHubTest {

    private static final HubId ID = HubId.parse(REPOSITORY);

    @TempDir
    Path folder;

    private final List<Ask> asked = new ArrayList<>();

    /** A hub's client over answers by address. */
    private Hub client(String endpoint, Map<String, Answer> answers) {
        HubSettings settings = new HubSettings(
                URI.create(endpoint),
                folder.resolve("cache"),
                HubToken.of(TOKEN, "HF_TOKEN"),
                false,
                true,
                Duration.ofSeconds(1));
        return new Hub(
                settings,
                ask -> {
                    asked.add(ask);
                    Answer answer = answers.get(ask.toString());
                    if (answer == null) {
                        throw new java.net.ConnectException("nobody at " + ask);
                    }
                    return answer;
                },
                Backoff.USUAL,
                _ -> {});
    }

    private static Answer answer(int status, Map<String, String> headers, String body) {
        Map<String, List<String>> lists = new java.util.HashMap<>();
        headers.forEach((name, value) -> lists.put(name, List.of(value)));
        return new Answer(status, lists, new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static Answer listing(String... files) {
        List<String> siblings =
                Stream.of(files).map("{\"rfilename\": \"%s\"}"::formatted).toList();
        return answer(
                200, Map.of(), "{\"sha\": \"%s\", \"siblings\": [%s]}".formatted(COMMIT, String.join(", ", siblings)));
    }

    private static String listingOf(String endpoint) {
        return "GET " + endpoint + "/api/models/" + REPOSITORY + "/revision/main";
    }

    private static String file(String method, String endpoint, String name) {
        return method + " " + endpoint + "/" + REPOSITORY + "/resolve/" + COMMIT + "/" + name;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../evil.json",
                "a/../../../evil.json",
                "/etc/evil.json",
                "..\\\\..\\\\evil.json",
                "\\\\\\\\host\\\\evil.json",
                "C:/evil.json",
                "a:stream.json",
                "back\\\\slash.json",
                "bell\\u0007.json",
                "nul\\u0000.json"
            })
    void refuses_names_that_lead_out_of_the_folder_or_are_not_plain(String name) throws IOException {
        Hub hub = client("https://hub.test", Map.of(listingOf("https://hub.test"), listing("config.json", name)));

        assertThatThrownBy(() -> hub.open(ID, new Wanted(List.of("**"), List.of(), List.of())))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("The model acme/tiny-reranker is refused: its file name", "do not trust");
        assertThat(asked).hasSize(1);
        try (Stream<Path> all = Files.walk(folder)) {
            assertThat(all.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void refuses_names_that_no_file_system_takes_even_where_nobody_wants_them() {
        Hub hub = client(
                "https://hub.test", Map.of(listingOf("https://hub.test"), listing("config.json", "x".repeat(2000))));

        assertThatThrownBy(() -> hub.open(ID, Wanted.files("config.json")))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("has more than 1024 characters");
        Hub other = client(
                "https://hub.test",
                Map.of(listingOf("https://hub.test"), listing("x".repeat(300) + ".json", "a//b.json")));
        assertThatThrownBy(() -> other.open(ID, new Wanted(List.of("*.json"), List.of(), List.of())))
                .hasMessageContaining("has a part of more than 255 bytes");
        Hub third = client("https://hub.test", Map.of(listingOf("https://hub.test"), listing("a//b.json")));
        assertThatThrownBy(() -> third.open(ID, new Wanted(List.of("**.json"), List.of(), List.of())))
                .hasMessageContaining("has a part that names nothing");
    }

    @Test
    void refuses_headers_that_fill_the_memory() {
        Answer longHeader = answer(200, Map.of("X-Padding", "x".repeat(70_000)), "{}");
        Hub hub = client("https://hub.test", Map.of(listingOf("https://hub.test"), longHeader));

        assertThatThrownBy(() -> hub.open(ID, Wanted.checkpoint()))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("sends 70009 characters of headers, and at most 65536 are taken");
    }

    @Test
    void refuses_a_list_that_fills_the_memory() {
        try (LoopbackHub hub = LoopbackHub.withCheckpoint()) {
            hub.longJson = true;

            assertThatThrownBy(() -> hub.client(folder).open(ID, Wanted.checkpoint()))
                    .isInstanceOf(ModelUnavailableException.class)
                    .hasMessageContaining("is longer than 16777216 bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>",
                "[]",
                "{\"siblings\": []}",
                "{\"sha\": \"../../../../etc\", \"siblings\": []}",
                "{\"sha\": \"0123456789abcdef0123456789abcdef01234567\"}"
            })
    void refuses_an_answer_that_is_no_list(String body) {
        Hub hub = client("https://hub.test", Map.of(listingOf("https://hub.test"), answer(200, Map.of(), body)));

        assertThatThrownBy(() -> hub.open(ID, Wanted.checkpoint()))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("what the hub answers about it", "no model hub");
    }

    @Test
    void refuses_the_answer_for_another_commit() {
        String other = "f".repeat(40);
        Hub hub = client(
                "https://hub.test",
                Map.of("GET https://hub.test/api/models/" + REPOSITORY + "/revision/" + other, listing()));

        assertThatThrownBy(() -> hub.open(new HubId(REPOSITORY, other), Wanted.checkpoint()))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("is about another commit");
    }

    @Test
    void refuses_a_step_from_https_to_http() {
        Hub hub = client(
                "https://hub.test",
                Map.of(
                        listingOf("https://hub.test"),
                        listing("config.json"),
                        file("HEAD", "https://hub.test", "config.json"),
                        answer(302, Map.of("Location", "http://cdn.test/config.json"), "")));

        assertThatThrownBy(() -> hub.open(ID, Wanted.files("config.json")))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("redirects from https to http (cdn.test)");
        assertThat(asked).noneMatch(ask -> ask.address().getHost().equals("cdn.test"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://cdn.test/x", "https://user:secret@cdn.test/x", "https:opaque"})
    void refuses_redirects_to_what_is_no_address(String location) {
        Hub hub = client(
                "https://hub.test",
                Map.of(listingOf("https://hub.test"), answer(302, Map.of("Location", location), "")));

        assertThatThrownBy(() -> hub.open(ID, Wanted.checkpoint()))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("no address of a host by HTTP");
    }

    @Test
    void refuses_to_go_round_in_circles() {
        Hub hub = client(
                "https://hub.test",
                Map.of(
                        listingOf("https://hub.test"),
                        answer(307, Map.of("Location", "/api/models/" + REPOSITORY + "/revision/main"), "")));

        assertThatThrownBy(() -> hub.open(ID, Wanted.checkpoint()))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("redirects more than 10 times");
        Hub lost = client("https://hub.test", Map.of(listingOf("https://hub.test"), answer(302, Map.of(), "")));
        assertThatThrownBy(() -> lost.open(ID, Wanted.checkpoint())).hasMessageContaining("without saying where");
    }

    @Test
    void sends_the_token_to_the_renamed_repository_but_not_back_from_elsewhere() {
        String renamed = "https://hub.test/api/models/acme/renamed/revision/main";
        Hub hub = client(
                "https://hub.test",
                Map.of(
                        listingOf("https://hub.test"),
                        answer(307, Map.of("Location", "/api/models/acme/renamed/revision/main"), ""),
                        "GET " + renamed,
                        answer(302, Map.of("Location", "https://elsewhere.test/x"), ""),
                        "GET https://elsewhere.test/x",
                        answer(302, Map.of("Location", "https://hub.test/back"), ""),
                        "GET https://hub.test/back",
                        listing("config.json")));

        assertThatThrownBy(() -> hub.open(ID, Wanted.checkpoint())).isInstanceOf(ModelUnavailableException.class);
        assertThat(asked)
                .extracting(ask -> ask.headers().containsKey("Authorization"))
                .containsExactly(true, true, false, false);
    }

    @Test
    void sends_no_token_over_an_open_line() {
        Hub hub = client("http://mirror.test", Map.of(listingOf("http://mirror.test"), listing()));

        assertThatThrownBy(() -> hub.open(ID, Wanted.checkpoint())).isInstanceOf(ModelUnavailableException.class);
        assertThat(asked).singleElement().satisfies(ask -> {
            assertThat(ask.headers()).doesNotContainKey("Authorization");
            assertThat(ask.timeout()).isEqualTo(Duration.ofSeconds(1));
        });
    }

    @Test
    void shows_no_token_where_a_request_is_printed() {
        Ask ask = new Ask(
                "GET", URI.create("https://hub.test"), Map.of("Authorization", "Bearer " + TOKEN), Duration.ZERO);

        assertThat(ask.toString()).isEqualTo("GET https://hub.test");
    }

    @Test
    void refuses_a_file_without_a_hash_or_a_size() {
        Map<String, Answer> answers = new java.util.HashMap<>();
        answers.put(listingOf("https://hub.test"), listing("config.json"));
        answers.put(
                file("HEAD", "https://hub.test", "config.json"),
                answer(200, Map.of("ETag", "\"../../evil\"", "Content-Length", "2"), ""));
        assertThatThrownBy(() -> client("https://hub.test", answers).open(ID, Wanted.files("config.json")))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("comes without a hash (ETag)");

        answers.put(listingOf("https://hub.test"), listing("config.json"));
        answers.put(
                file("HEAD", "https://hub.test", "config.json"),
                answer(200, Map.of("ETag", "W/\"" + "a".repeat(40) + "\""), ""));
        assertThatThrownBy(() -> client("https://hub.test", answers).open(ID, Wanted.files("config.json")))
                .hasMessageContaining("comes without a size");
    }

    @Test
    void refuses_another_part_than_was_asked_for() throws IOException {
        String hash = LoopbackHub.gitHash("0123456789".getBytes(StandardCharsets.UTF_8));
        Path blobs = folder.resolve("cache/models--acme--tiny-reranker/blobs");
        Files.createDirectories(blobs);
        Files.writeString(blobs.resolve(hash + ".podium.incomplete"), "01234");
        Hub hub = client(
                "https://hub.test",
                Map.of(
                        listingOf("https://hub.test"),
                        listing("config.json"),
                        file("HEAD", "https://hub.test", "config.json"),
                        answer(200, Map.of("ETag", hash, "Content-Length", "10"), ""),
                        file("GET", "https://hub.test", "config.json"),
                        answer(206, Map.of("Content-Range", "bytes 3-9/10"), "3456789")));

        assertThatThrownBy(() -> hub.open(ID, Wanted.files("config.json")))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("another part (\"bytes 3-9/10\") than from byte 5 of 10");
    }
}
