package dev.podium.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A model behind a service, from the command line. */
class RemoteModelTest {

    private static final String DOCS = "A car has wheels.\nTea is a drink.\n";

    private static Shell rerank(int status, String answer, String settings) throws IOException {
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        service.createContext("/v1/rerank", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                byte[] body = answer.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, body.length);
                exchange.getResponseBody().write(body);
            }
        });
        service.start();
        try {
            return Shell.runWith(
                    DOCS,
                    "rerank",
                    "--query",
                    "what is tea",
                    "--docs",
                    "-",
                    "--model",
                    "remote:http://127.0.0.1:%d?dialect=jina&model=m%s"
                            .formatted(service.getAddress().getPort(), settings),
                    "--json");
        } finally {
            service.stop(0);
        }
    }

    @Test
    void reranks_by_what_a_service_says() throws IOException {
        Shell shell = rerank(200, """
                {"results":[{"index":1,"relevance_score":0.9},{"index":0,"relevance_score":0.1}],
                "usage":{"total_tokens":17}}
                """, "");

        assertThat(shell.code()).isZero();
        assertThat(shell.data().at("/results/0/text").asString()).isEqualTo("Tea is a drink.");
        assertThat(shell.data().at("/results/0/score").asDouble()).isEqualTo(0.9);
        assertThat(shell.data().get("method").asString()).isEqualTo("cross-encoder");
        assertThat(shell.data().at("/usage/calls").asInt()).isEqualTo(2);
        assertThat(shell.data().at("/usage/requests").asInt()).isEqualTo(1);
        assertThat(shell.data().at("/usage/tokens").asInt()).isEqualTo(17);
    }

    @Test
    void a_chat_model_behind_a_service_orders_passages_and_is_asked_again_where_it_chatters() throws IOException {
        HttpServer service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AtomicInteger asked = new AtomicInteger();
        service.createContext("/v1/chat/completions", exchange -> {
            try (exchange) {
                String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                boolean quoted = body.contains("This cannot be read.");
                String said = asked.incrementAndGet() == 1 || !quoted ? "Both are lovely." : "[2] > [1]";
                byte[] answer = """
                        {"choices":[{"message":{"role":"assistant","content":"%s"},"finish_reason":"stop"}],
                        "usage":{"prompt_tokens":100,"completion_tokens":7}}
                        """.formatted(said).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        service.start();
        try {
            Shell shell = Shell.runWith(
                    DOCS,
                    "rerank",
                    "--query",
                    "what is tea",
                    "--docs",
                    "-",
                    "--method",
                    "rankzephyr",
                    "--model",
                    "remote:http://127.0.0.1:%d?dialect=openai&model=m"
                            .formatted(service.getAddress().getPort()),
                    "--json");

            assertThat(shell.code()).isZero();
            assertThat(shell.data().at("/results/0/text").asString()).isEqualTo("Tea is a drink.");
            assertThat(shell.data().at("/usage/calls").asInt()).isEqualTo(2);
            assertThat(shell.data().at("/usage/malformed/unreadable").asInt()).isEqualTo(1);
            assertThat(shell.data().at("/usage/tokens").asInt()).isEqualTo(214);
        } finally {
            service.stop(0);
        }
    }

    @Test
    void a_service_that_fails_ends_in_six_with_its_own_words() throws IOException {
        Shell shell = rerank(400, "{\"detail\":\"no such model\"}", "");

        assertThat(shell.code()).isEqualTo(6);
        assertThat(shell.out()).isEmpty();
        assertThat(shell.err())
                .contains("podium: 127.0.0.1 (http://127.0.0.1:")
                .contains("answered with status 400: no such model.")
                .doesNotContain("\tat ");
    }

    @Test
    void a_key_that_is_not_there_ends_in_three() throws IOException {
        Shell shell = rerank(200, "{}", "&key-from=PODIUM_TEST_NO_SUCH_KEY");

        assertThat(shell.code()).isEqualTo(3);
        assertThat(shell.err()).contains("PODIUM_TEST_NO_SUCH_KEY");
    }
}
