package dev.podium.hub;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * HTTP by the JDK's older client, which is the one that times out a single read: a server that falls silent in the middle of ten
 * gigabytes is noticed, and a slow one that keeps sending is not cut off.
 */
final class HttpTransport implements Transport {

    @Override
    public Answer send(Ask ask) throws IOException {
        if (!(ask.address().toURL().openConnection() instanceof HttpURLConnection http)) {
            throw new IOException("not an address of HTTP: " + ask.address().getScheme());
        }
        int millis = Math.clamp(ask.timeout().toMillis(), 1, Integer.MAX_VALUE);
        http.setConnectTimeout(millis);
        http.setReadTimeout(millis);
        http.setInstanceFollowRedirects(false);
        http.setUseCaches(false);
        http.setRequestMethod(ask.method());
        ask.headers().forEach(http::setRequestProperty);
        int status = http.getResponseCode();
        if (status < 0) {
            throw new IOException("the answer is not HTTP");
        }
        Map<String, List<String>> headers = new LinkedHashMap<>();
        http.getHeaderFields().forEach((name, values) -> {
            // The status line comes as a header without a name.
            if (name != null) {
                headers.put(name, values);
            }
        });
        InputStream body = status >= 400 ? http.getErrorStream() : http.getInputStream();
        return new Answer(
                status,
                headers,
                body == null || ask.method().equals("HEAD")
                        ? InputStream.nullInputStream()
                        : new Abandoned(body, http));
    }

    /** A body whose end, read or not, ends the connection where something was left unread. */
    private static final class Abandoned extends java.io.FilterInputStream {

        private final HttpURLConnection http;
        private boolean ended;

        Abandoned(InputStream in, HttpURLConnection http) {
            super(in);
            this.http = http;
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            ended |= one < 0;
            return one;
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            int count = super.read(bytes, from, length);
            ended |= count < 0;
            return count;
        }

        @Override
        public void close() throws IOException {
            if (ended) {
                super.close();
            } else {
                // Closing alone would read on to keep the connection: gigabytes, where a download is given up.
                http.disconnect();
            }
        }
    }
}
