package dev.podium.hub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.podium.model.wrap.Backoff;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A model hub with one repository, on this machine, that misbehaves as a test says and writes down what it was asked. */
public final class LoopbackHub implements AutoCloseable {

    public static final String REPOSITORY = "acme/tiny-reranker";
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";
    static final String TOKEN = "hf_verySecret0123";

    /** One request as it came. */
    record Asked(
            String method,
            String path,
            @Nullable String authorization,
            @Nullable String range) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Map<String, Integer> cuts = new ConcurrentHashMap<>();
    private final List<Integer> busy = Collections.synchronizedList(new ArrayList<>());
    final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
    final List<Duration> waits = Collections.synchronizedList(new ArrayList<>());

    /** What goes wrong, or is done otherwise than usual. */
    boolean ignoresRanges;

    boolean damages;
    boolean sendsMore;
    boolean longJson;

    @Nullable
    String gate;

    int gateStatus;

    @Nullable
    URI storage;

    @Nullable
    Long announcedSize;

    @Nullable
    String servedCommit;

    LoopbackHub() {
        try {
            server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** A hub with a small cross-encoder: large files have a SHA-256, as behind git LFS, and the others git's hash. */
    public static LoopbackHub withCheckpoint() {
        return new LoopbackHub()
                .file("config.json", "{\"model_type\": \"bert\"}")
                .file("tokenizer.json", "{}")
                .file("1_Pooling/config.json", "{\"pooling_mode\": \"cls\"}")
                .file("README.md", "# Tiny")
                .file("pytorch_model.bin", "never read this")
                .file("onnx/model.onnx", "not asked for")
                .file("model.safetensors", weights());
    }

    static byte[] weights() {
        byte[] weights = new byte[300_000];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (byte) (i * 31 + i / 251);
        }
        return weights;
    }

    LoopbackHub file(String name, String content) {
        return file(name, content.getBytes(StandardCharsets.UTF_8));
    }

    LoopbackHub file(String name, byte[] content) {
        files.put(name, content);
        return this;
    }

    LoopbackHub without(String name) {
        files.remove(name);
        return this;
    }

    /** Sends so many bytes of a file, once, and hangs up. */
    LoopbackHub cuttingOnce(String name, int after) {
        cuts.put(name, after);
        return this;
    }

    /** Answers the next requests with these statuses. */
    LoopbackHub busyWith(Integer... statuses) {
        busy.addAll(List.of(statuses));
        return this;
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    HubSettings settings(Path cache) {
        return new HubSettings(address(), cache, HubToken.of(TOKEN, "HF_TOKEN"), false, true, Duration.ofSeconds(10));
    }

    /** A hub's client that lets no time pass. */
    public Hub client(Path cache) {
        return client(settings(cache));
    }

    Hub client(HubSettings settings) {
        return new Hub(settings, new HttpTransport(), Backoff.USUAL, waits::add);
    }

    List<Asked> asked(String method, String file) {
        return asked.stream()
                .filter(one -> one.method().equals(method) && one.path().endsWith(file))
                .toList();
    }

    static String sha256(byte[] content) {
        return hash("SHA-256", content);
    }

    static String gitHash(byte[] content) {
        byte[] head = ("blob " + content.length + "\0").getBytes(StandardCharsets.US_ASCII);
        byte[] all = new byte[head.length + content.length];
        System.arraycopy(head, 0, all, 0, head.length);
        System.arraycopy(content, 0, all, head.length, content.length);
        return hash("SHA-1", all);
    }

    private static String hash(String algorithm, byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static boolean isLarge(String file) {
        return file.endsWith(".safetensors") || file.endsWith(".gguf");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            asked.add(new Asked(
                    exchange.getRequestMethod(),
                    path,
                    exchange.getRequestHeaders().getFirst("Authorization"),
                    exchange.getRequestHeaders().getFirst("Range")));
            if (!busy.isEmpty()) {
                exchange.getResponseHeaders().set("Retry-After", "7");
                exchange.sendResponseHeaders(busy.removeFirst(), -1);
            } else if (gate != null) {
                exchange.getResponseHeaders().set("X-Error-Code", gate);
                exchange.getResponseHeaders().set("X-Error-Message", "Access to this model is restricted.");
                exchange.sendResponseHeaders(gateStatus, -1);
            } else if (path.startsWith("/api/models/" + REPOSITORY + "/revision/")) {
                listing(exchange, path.substring(path.lastIndexOf('/') + 1));
            } else if (path.startsWith("/" + REPOSITORY + "/resolve/" + COMMIT + "/")) {
                file(exchange, path.substring(path.indexOf(COMMIT) + COMMIT.length() + 1));
            } else if (path.startsWith("/storage/")) {
                content(exchange, path.substring("/storage/".length()));
            } else {
                exchange.getResponseHeaders().set("X-Error-Code", "RepoNotFound");
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private void listing(HttpExchange exchange, String revision) throws IOException {
        if (!List.of("main", "refs%2Fpr%2F1", COMMIT).contains(revision)) {
            exchange.getResponseHeaders().set("X-Error-Code", "RevisionNotFound");
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        ObjectNode root =
                JsonMapper.shared().createObjectNode().put("id", REPOSITORY).put("sha", COMMIT);
        ArrayNode siblings = root.putArray("siblings");
        files.keySet().forEach(name -> siblings.addObject().put("rfilename", name));
        if (longJson) {
            root.put("padding", "x".repeat(Listing.MOST_BYTES));
        }
        byte[] json = root.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, json.length);
        exchange.getResponseBody().write(json);
    }

    private void file(HttpExchange exchange, String name) throws IOException {
        byte[] content = files.get(name);
        if (content == null) {
            exchange.getResponseHeaders().set("X-Error-Code", "EntryNotFound");
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        exchange.getResponseHeaders().set("X-Repo-Commit", servedCommit == null ? COMMIT : servedCommit);
        if (isLarge(name)) {
            long size = announcedSize == null ? content.length : announcedSize;
            exchange.getResponseHeaders().set("X-Linked-Etag", '"' + sha256(content) + '"');
            exchange.getResponseHeaders().set("X-Linked-Size", Long.toString(size));
        }
        if (isLarge(name) && storage != null) {
            exchange.getResponseHeaders().set("Location", storage + "/storage/" + name);
            exchange.sendResponseHeaders(302, -1);
            return;
        }
        exchange.getResponseHeaders().set("ETag", '"' + gitHash(content) + '"');
        content(exchange, name);
    }

    private void content(HttpExchange exchange, String name) throws IOException {
        byte[] content = sent(name);
        int from = 0;
        String range = exchange.getRequestHeaders().getFirst("Range");
        if (range != null && !ignoresRanges) {
            from = Integer.parseInt(range.replaceAll("bytes=([0-9]+)-", "$1"));
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
        }
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(content.length));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        int length = content.length - from;
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, length == 0 ? -1 : length);
        Integer cut = cuts.remove(name);
        exchange.getResponseBody().write(content, from, cut == null ? length : Math.min(cut, length));
        exchange.getResponseBody().flush();
    }

    private byte[] sent(String name) {
        byte[] content = files.getOrDefault(name, new byte[0]).clone();
        if (damages && isLarge(name)) {
            content[content.length / 2] ^= 1;
        }
        if (sendsMore && isLarge(name)) {
            byte[] more = new byte[content.length + 1];
            System.arraycopy(content, 0, more, 0, content.length);
            return more;
        }
        return content;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.close();
    }
}
