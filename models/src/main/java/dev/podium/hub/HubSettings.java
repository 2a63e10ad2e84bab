package dev.podium.hub;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where the hub is, where its cache is, and who asks.
 *
 * @param endpoint {@code https://huggingface.co} or a mirror that answers alike
 * @param cache folder that holds {@code models--org--name}
 * @param token sent to the endpoint alone; null for none
 * @param offline whether no request may be made at all
 * @param links whether snapshots may link to blobs; without, each snapshot holds files of its own
 * @param timeout of connecting, and of each wait for more bytes
 * @since 0.1.0
 */
public record HubSettings(
        URI endpoint, Path cache, @Nullable HubToken token, boolean offline, boolean links, Duration timeout) {

    /** Where models are unless a variable says otherwise. */
    public static final URI HUGGING_FACE = URI.create("https://huggingface.co");

    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(10); // as huggingface_hub

    /** Checks. */
    public HubSettings {
        String scheme = String.valueOf(endpoint.getScheme()).toLowerCase(Locale.ROOT);
        if (!List.of("http", "https").contains(scheme)
                || endpoint.getHost() == null
                || endpoint.getRawUserInfo() != null
                || endpoint.getRawQuery() != null
                || endpoint.getRawFragment() != null) {
            throw new IllegalArgumentException(
                    "The hub's address (HF_ENDPOINT) must be http:// or https:// with a host, and without a user, question mark or hash.\nMaybe %s."
                            .formatted(HUGGING_FACE));
        }
        if (!timeout.isPositive()) {
            throw new IllegalArgumentException("The hub's timeout (%s) must be above zero.".formatted(timeout));
        }
        Objects.requireNonNull(cache, "cache");
    }

    /** The settings that the environment of this process gives. */
    public static HubSettings ofThisProcess() {
        return fromEnvironment(System.getenv());
    }

    /**
     * The settings that variables give, as the tools of Hugging Face read them.
     *
     * <p>Cache: {@code HF_HUB_CACHE}, {@code HF_HOME/hub}, {@code XDG_CACHE_HOME/huggingface/hub},
     * {@code ~/.cache/huggingface/hub}. Token: {@code HF_TOKEN}, the file {@code HF_TOKEN_PATH}, the file
     * {@code HF_HOME/token}; none with {@code HF_HUB_DISABLE_IMPLICIT_TOKEN}. Further {@code HF_ENDPOINT},
     * {@code HF_HUB_OFFLINE} or {@code TRANSFORMERS_OFFLINE}, {@code HF_HUB_DISABLE_SYMLINKS} and
     * {@code HF_HUB_DOWNLOAD_TIMEOUT} in seconds. An empty variable counts as none.
     *
     * @param environment names and values
     * @throws IllegalArgumentException if a value cannot be meant; the message names its variable
     */
    public static HubSettings fromEnvironment(Map<String, String> environment) {
        Variables variables = new Variables(environment);
        Path home = variables.path("HF_HOME");
        if (home == null) {
            Path caches = variables.path("XDG_CACHE_HOME");
            home = (caches == null ? variables.userHome().resolve(".cache") : caches).resolve("huggingface");
        }
        Path cache = variables.path("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE");
        boolean offline = variables.truth("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE");
        return new HubSettings(
                variables.address("HF_ENDPOINT"),
                cache == null ? home.resolve("hub") : cache,
                offline ? null : token(variables, home),
                offline,
                !variables.truth("HF_HUB_DISABLE_SYMLINKS"),
                variables.seconds("HF_HUB_DOWNLOAD_TIMEOUT", USUAL_TIMEOUT));
    }

    private static @Nullable HubToken token(Variables variables, Path home) {
        if (variables.truth("HF_HUB_DISABLE_IMPLICIT_TOKEN")) {
            return null;
        }
        String value = variables.text("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN");
        if (value != null) {
            return HubToken.of(value, "HF_TOKEN");
        }
        Path named = variables.path("HF_TOKEN_PATH");
        Path file = named == null ? home.resolve("token") : named;
        if (!Files.isRegularFile(file)) {
            return null;
        }
        try {
            String stored = Files.readString(file);
            return stored.isBlank() ? null : HubToken.of(stored, file.toString());
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "The file with the hub's token (%s) cannot be read: %s.\nMaybe log in again, or set HF_HUB_DISABLE_IMPLICIT_TOKEN=1 to do without."
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    /** A map of variables, read by type; of several names the first that has a value counts. */
    private record Variables(Map<String, String> values) {

        @Nullable
        String text(String... names) {
            for (String name : names) {
                String value = values.get(name);
                if (value != null && !value.isBlank()) {
                    return value.strip();
                }
            }
            return null;
        }

        boolean truth(String... names) {
            String value = text(names);
            return value != null && List.of("1", "ON", "YES", "TRUE").contains(value.toUpperCase(Locale.ROOT));
        }

        @Nullable
        Path path(String... names) {
            String value = text(names);
            if (value == null) {
                return null;
            }
            return value.equals("~") || value.startsWith("~/")
                    ? userHome().resolve(value.substring(Math.min(2, value.length())))
                    : Path.of(value);
        }

        Path userHome() {
            String home = text("HOME", "USERPROFILE");
            return Path.of(home == null ? System.getProperty("user.home") : home);
        }

        URI address(String name) {
            String value = text(name);
            if (value == null) {
                return HUGGING_FACE;
            }
            try {
                return URI.create(value.replaceAll("/+$", ""));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "%s must be an address.\nMaybe %s.".formatted(name, HUGGING_FACE), e);
            }
        }

        Duration seconds(String name, Duration byDefault) {
            String value = text(name);
            if (value == null) {
                return byDefault;
            }
            if (!value.matches("[0-9]{1,6}") || Integer.parseInt(value) == 0) {
                throw new IllegalArgumentException(
                        "%s is \"%s\" but must be a whole number of seconds, at least 1.\nMaybe 10."
                                .formatted(name, value));
            }
            return Duration.ofSeconds(Integer.parseInt(value));
        }
    }
}
