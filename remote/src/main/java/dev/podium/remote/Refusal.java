package dev.podium.remote;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what a service says when it does not do what was asked. */
final class Refusal {

    private static final int SHOWN = 300;

    private Refusal() {}

    /**
     * The service's own words: {@code message} (Cohere), {@code detail} (Jina, Voyage, Mixedbread), {@code error} as text
     * (TEI) or with a {@code message} (OpenAI, vLLM, Pinecone), or else the body as it is.
     */
    static String words(String body) {
        try {
            JsonNode node = JsonMapper.shared().readTree(body);
            for (JsonNode found : new JsonNode[] {
                node.at("/error/message"), node.path("message"), node.path("error"), node.path("detail")
            }) {
                if (found.isString() && !found.stringValue().isBlank()) {
                    return shown(found.stringValue());
                }
            }
        } catch (JacksonException e) {
            return shown(body);
        }
        return shown(body);
    }

    /** One line of bounded length, without the full stop that the sentence around it brings. */
    static String shown(String text) {
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        if (line.endsWith(".")) {
            line = line.substring(0, line.length() - 1).strip();
        }
        if (line.isEmpty()) {
            return "nothing";
        }
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
    }

    /** Whether the same request may be answered later. */
    static boolean mayPass(int status) {
        return switch (status) {
            case 408, 429 -> true;
            // Not implemented, and version not supported: neither will change by waiting.
            case 501, 505 -> false;
            default -> status >= 500;
        };
    }

    /** The header Retry-After: seconds, or a date of HTTP; null if it is neither. */
    static @Nullable Duration retryAfter(String value, Instant now) {
        String text = value.strip();
        if (text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?")) {
            return Duration.ofMillis(Math.round(1000 * Double.parseDouble(text)));
        }
        try {
            Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return until.isBefore(now) ? Duration.ZERO : Duration.between(now, until);
        } catch (DateTimeException e) {
            // A header that says nothing readable says nothing: the wait is then our own.
            return null;
        }
    }

    static String advice(int status, Secret key) {
        return switch (status) {
            case 400, 422 -> "Maybe the dialect or a setting does not fit this service or this model.";
            case 401, 403, 498 ->
                key.isNone()
                        ? "Maybe it wants a key: key-from=NAME names the environment variable that holds it."
                        : "Maybe the %s is wrong or may not use this model.".formatted(key);
            case 404 -> "Maybe the model is unknown to it, or the path of the address is wrong.";
            case 413 -> "Maybe send fewer documents at once: max-documents=16.";
            case 429 -> "Maybe ask less often: per-minute=60, or in-flight=1.";
            default ->
                status >= 300 && status < 400
                        ? "Maybe give the address it points to: redirects are not followed, so that no key goes astray."
                        : status >= 500 ? "Maybe try again later." : "Maybe its documentation tells more.";
        };
    }
}
