package dev.podium.hub;

import dev.podium.hub.Transport.Answer;
import dev.podium.hub.Transport.Ask;
import dev.podium.model.ModelUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Puts one question to the hub and follows its redirects by hand.
 *
 * <p>By hand, because a redirect decides who gets the token and whether a line is still private. The token goes to the endpoint
 * itself (same scheme, host and port), and not even there once the path has led elsewhere. A step from https to http is refused.
 */
final class Wire {

    // CloudFront's signed addresses are about 2 kB; beyond this somebody fills our memory.
    private static final int MOST_HEADER_CHARS = 64 << 10;
    private static final int MOST_REDIRECTS = 10;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);

    private final HubSettings settings;
    private final Transport transport;
    private final InstantSource clock;

    Wire(HubSettings settings, Transport transport, InstantSource clock) {
        this.settings = settings;
        this.transport = transport;
        this.clock = clock;
    }

    /**
     * Asks, and asks where it is sent.
     *
     * @param what is asked for, for messages
     * @param enough whether an answer that redirects elsewhere already says all that is needed
     * @return an answer that does not redirect, or one that is enough; its status is another's business unless it may pass
     * @throws IOException if there is no answer, or one whose status may pass
     * @throws ModelUnavailableException if the answer breaks a law
     */
    Answer ask(String what, String method, URI address, Map<String, String> extra, Predicate<Answer> enough)
            throws IOException {
        if (settings.offline()) {
            // No caller comes here offline; should one, no socket is opened all the same.
            throw new IllegalStateException("Offline, and yet %s is asked for.".formatted(what));
        }
        URI at = address;
        boolean left = false;
        for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
            left |= !sameOrigin(at, settings.endpoint());
            Answer answer = transport.send(new Ask(method, at, headers(at, left, extra), settings.timeout()));
            boolean handed = false;
            try {
                mustBeShort(what, answer);
                if (PASSING.contains(answer.status())) {
                    throw new Asking.BusyException(
                            answer.status(), Asking.retryAfter(answer.header("retry-after"), clock));
                }
                if (!REDIRECTS.contains(answer.status())) {
                    handed = true;
                    return answer;
                }
                URI next = next(what, at, answer.header("location"));
                if (!sameOrigin(next, at) && enough.test(answer)) {
                    handed = true;
                    return answer;
                }
                at = next;
            } finally {
                if (!handed) {
                    answer.close();
                }
            }
        }
        throw broken(what, "redirects more than %d times".formatted(MOST_REDIRECTS));
    }

    private Map<String, String> headers(URI at, boolean left, Map<String, String> extra) {
        Map<String, String> headers = new HashMap<>(extra);
        headers.put("User-Agent", "podium");
        // Compressed bytes have another length and another hash than those announced.
        headers.put("Accept-Encoding", "identity");
        HubToken token = settings.token();
        if (token != null && !left && isPrivate(at)) {
            headers.put("Authorization", "Bearer " + token.value());
        }
        return headers;
    }

    /** Whether nobody on the way reads what is sent: encrypted, or never leaves the machine. */
    private static boolean isPrivate(URI address) {
        return scheme(address).equals("https")
                || List.of("localhost", "127.0.0.1", "[::1]").contains(host(address));
    }

    private URI next(String what, URI at, @Nullable String location) {
        if (location == null) {
            throw broken(what, "redirects without saying where");
        }
        URI next;
        try {
            next = at.resolve(location);
        } catch (IllegalArgumentException e) {
            throw broken(what, "redirects to what is no address");
        }
        if (!List.of("http", "https").contains(scheme(next))
                || next.getHost() == null
                || next.getRawUserInfo() != null) {
            throw broken(what, "redirects to what is no address of a host by HTTP");
        }
        if (scheme(at).equals("https") && !scheme(next).equals("https")) {
            throw broken(
                    what,
                    "redirects from https to http (%s), where anybody on the way could read and change it"
                            .formatted(next.getHost()));
        }
        return next;
    }

    private void mustBeShort(String what, Answer answer) {
        long chars = 0;
        for (Map.Entry<String, List<String>> header : answer.headers().entrySet()) {
            for (String value : header.getValue()) {
                chars += header.getKey().length() + value.length();
            }
        }
        if (chars > MOST_HEADER_CHARS) {
            throw broken(
                    what,
                    "sends %d characters of headers, and at most %d are taken".formatted(chars, MOST_HEADER_CHARS));
        }
    }

    private ModelUnavailableException broken(String what, String law) {
        return new ModelUnavailableException(
                "%s cannot be had: the hub (%s) %s.\nMaybe HF_ENDPOINT names a host that is no model hub, or something on the way changes answers."
                        .formatted(what, settings.endpoint(), law));
    }

    static boolean sameOrigin(URI a, URI b) {
        return scheme(a).equals(scheme(b)) && host(a).equals(host(b)) && port(a) == port(b);
    }

    private static String scheme(URI address) {
        return String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    }

    private static String host(URI address) {
        return String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
    }

    private static int port(URI address) {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return scheme(address).equals("https") ? 443 : 80;
    }
}
