package dev.podium.remote;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.podium.model.Model;
import dev.podium.model.ModelRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A service on this machine that answers as a test says and writes down what it was asked. */
final class Loopback implements AutoCloseable {

    static final String KEY = "sk-very-secret-0123";

    /** One request as it came. */
    record Asked(String method, String path, Headers headers, JsonNode body) {}

    /** One answer as it goes. */
    record Given(int status, String body, Map<String, String> headers) {
        static Given ok(String body) {
            return new Given(200, body, Map.of());
        }

        static Given status(int status, String body) {
            return new Given(status, body, Map.of());
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Function<Asked, Given> answers;
    final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
    final List<Duration> waits = Collections.synchronizedList(new ArrayList<>());

    Loopback(Function<Asked, Given> answers) {
        this.answers = answers;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Answers with these, one after the other, and the last from then on. */
    static Loopback answering(Given... given) {
        List<Given> left = new ArrayList<>(List.of(given));
        return new Loopback(_ -> {
            synchronized (left) {
                return left.size() > 1 ? left.removeFirst() : left.getFirst();
            }
        });
    }

    static Loopback answering(String body) {
        return answering(Given.ok(body));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            Asked one = new Asked(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    JsonMapper.shared().readTree(body));
            asked.add(one);
            Given given = answers.apply(one);
            given.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] bytes = given.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(given.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** A model behind this service; it waits without letting time pass, and the key is in TEST_KEY. */
    Model model(String settings) {
        return open("remote:" + address() + "?" + settings);
    }

    Model open(String reference) {
        return new RemoteBackEnd(Map.of("TEST_KEY", KEY)::get, waits::add).open(ModelRef.parse(reference));
    }

    /** The only request there was. */
    Asked only() {
        if (asked.size() != 1) {
            throw new AssertionError("asked %d times: %s".formatted(asked.size(), asked));
        }
        return asked.getFirst();
    }

    static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
