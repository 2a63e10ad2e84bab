package dev.podium.hub;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request and brings one answer; the only way out of this package.
 *
 * <p>It follows no redirect, repeats nothing and judges no status: who may be asked next, and with what, is decided in one place
 * and not here. Safe for use by several threads.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface Transport {

    /**
     * Sends a request.
     *
     * @return the answer, whatever its status; the caller closes it
     * @throws IOException if there is none: no connection, none in time, or not HTTP
     */
    Answer send(Ask ask) throws IOException;

    /**
     * A request without a body.
     *
     * @param method {@code GET} or {@code HEAD}
     * @param address absolute
     * @param headers may hold a token, so they are not shown
     * @param timeout of connecting, and of each wait for more
     */
    record Ask(String method, URI address, Map<String, String> headers, Duration timeout) {
        public Ask {
            headers = Map.copyOf(headers);
        }

        /** The method and the address. */
        @Override
        public String toString() {
            return method + " " + address;
        }
    }

    /**
     * An answer whose body has not been read.
     *
     * @param headers by name, in any case
     * @param body to the end of the connection or of what was announced, whichever comes first
     */
    record Answer(int status, Map<String, List<String>> headers, InputStream body) implements Closeable {
        public Answer {
            TreeMap<String, List<String>> sorted = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            headers.forEach((name, values) -> sorted.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
            headers = sorted;
        }

        /** The first value of a header; null without one. */
        @Nullable
        String header(String name) {
            List<String> values = headers.getOrDefault(name, List.of());
            return values.isEmpty() ? null : values.getFirst();
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}
