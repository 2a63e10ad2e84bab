package dev.podium.remote;

import dev.podium.model.ModelUnavailableException;
import dev.podium.model.ProviderException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Posts JSON to one service and reads JSON, or says who failed and how. */
final class Http implements AutoCloseable {

    // 2,048 vectors of 4,096 numbers are about 180 MB as text; beyond that something is wrong.
    private static final long MOST_BYTES = 256L << 20;

    private final Service service;
    private final Map<String, String> headers;
    private final InstantSource clock;
    private final HttpClient client;
    private volatile boolean closed;

    Http(Service service, Map<String, String> headers, InstantSource clock) {
        this.service = service;
        this.headers = headers;
        this.clock = clock;
        client = HttpClient.newBuilder()
                .followRedirects(Redirect.NEVER)
                .connectTimeout(service.timeout())
                // Without TLS the client would offer to upgrade, which small servers trip over.
                .version(
                        "https".equals(service.base().getScheme())
                                ? HttpClient.Version.HTTP_2
                                : HttpClient.Version.HTTP_1_1)
                .build();
    }

    /**
     * Sends one request.
     *
     * @param endpoint the last part of the path, such as {@code /rerank}
     * @throws ProviderException if anything but a JSON answer with a status of 200 comes back in time
     */
    Reply post(String endpoint, ObjectNode body) {
        if (closed) {
            throw new IllegalStateException("The model (%s) is closed.".formatted(service.name()));
        }
        URI address = URI.create(service.base() + endpoint);
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(service.timeout())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(body.toString()));
        headers.forEach(request::header);
        HttpResponse<byte[]> response = send(request.build(), address);
        String text = new String(response.body(), StandardCharsets.UTF_8);
        if (response.statusCode() != 200) {
            throw refusal(response, address, text);
        }
        try {
            return new Reply(service, address, "", JsonMapper.shared().readTree(text));
        } catch (JacksonException e) {
            throw failure(
                    false,
                    "%s (%s) answered what is no JSON: %s.\nMaybe the address is that of a web page."
                            .formatted(
                                    service.provider(),
                                    address,
                                    Refusal.shown(service.key().hiddenIn(text))),
                    null);
        }
    }

    private HttpResponse<byte[]> send(HttpRequest request, URI address) {
        CompletableFuture<HttpResponse<byte[]>> sent =
                client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        try {
            // The client's own timeout ends with the headers; this one covers the body too.
            return sent.get(service.timeout().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            sent.cancel(true);
            throw silence(address, e);
        } catch (InterruptedException e) {
            sent.cancel(true);
            Thread.currentThread().interrupt();
            throw new ModelUnavailableException(
                    "The model (%s) did not answer: the thread that asked was interrupted.".formatted(service.name()),
                    e);
        } catch (ExecutionException e) {
            throw unreached(address, Objects.requireNonNull(e.getCause()));
        }
    }

    private ProviderException unreached(URI address, Throwable cause) {
        if (cause instanceof HttpTimeoutException) {
            return silence(address, cause);
        }
        if (!(cause instanceof IOException)) {
            return failure(
                    false,
                    "%s (%s) could not be asked: %s.\nMaybe the address is wrong."
                            .formatted(service.provider(), address, reason(cause)),
                    cause);
        }
        boolean unknown = isUnknownHost(cause);
        return failure(
                !unknown && !(cause instanceof SSLException),
                "%s (%s) could not be reached: %s.\nMaybe the address is wrong, or the service is down."
                        .formatted(service.provider(), address, unknown ? "the host is unknown" : reason(cause)),
                cause);
    }

    static boolean isUnknownHost(@Nullable Throwable failure) {
        return failure != null && (failure instanceof UnresolvedAddressException || isUnknownHost(failure.getCause()));
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        if (message != null) {
            return message;
        }
        // The client's own says nothing where nothing listens.
        return cause instanceof ConnectException
                ? "no connection"
                : cause.getClass().getSimpleName();
    }

    private ProviderException silence(URI address, Throwable cause) {
        return failure(
                true,
                "%s (%s) did not answer within %d ms.\nMaybe give it longer: timeout=120, in seconds."
                        .formatted(
                                service.provider(), address, service.timeout().toMillis()),
                cause);
    }

    private ProviderException failure(boolean passing, String message, @Nullable Throwable cause) {
        return new ProviderException(
                service.provider(),
                ProviderException.NO_STATUS,
                passing,
                null,
                service.key().hiddenIn(message),
                cause);
    }

    private ProviderException refusal(HttpResponse<byte[]> response, URI address, String text) {
        int status = response.statusCode();
        Duration retryAfter = response.headers()
                .firstValue("retry-after")
                .map(value -> Refusal.retryAfter(value, clock.instant()))
                .orElse(null);
        String message = "%s (%s) answered with status %d: %s.\n%s"
                .formatted(
                        service.provider(),
                        address,
                        status,
                        Refusal.words(text),
                        Refusal.advice(status, service.key()));
        return new ProviderException(
                service.provider(),
                status,
                Refusal.mayPass(status),
                retryAfter,
                service.key().hiddenIn(message),
                null);
    }

    /** Waits for what is in flight. */
    @Override
    public void close() {
        closed = true;
        client.close();
    }
}
