package dev.podium.remote;

import dev.podium.model.ModelRef;
import dev.podium.model.ModelUnavailableException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * From a reference to where a model is, with the key that goes there and nowhere else.
 *
 * @param keys from the name of an environment variable to the key in it, or to null
 */
record Services(Function<String, @Nullable String> keys) {

    /**
     * What a reference says.
     *
     * @param dialect that is spoken
     * @param prefix put behind an address without a path
     * @param namesModel whether a request of this dialect names a model
     */
    Service find(ModelRef reference, RemoteSettings settings, String dialect, String prefix, boolean namesModel) {
        Provider provider = Provider.in(reference.location());
        URI base = base(provider == null ? reference.location() : provider.address(), prefix);
        String model = model(reference.location(), provider, settings);
        if (model.isEmpty() && namesModel) {
            throw new IllegalArgumentException("The dialect %s needs the name of a model.\nMaybe %s."
                    .formatted(
                            dialect,
                            provider == null
                                    ? "add model=NAME, as the service knows it"
                                    : "remote:" + provider.name() + "/NAME"));
        }
        Secret key = key(settings.text("key-from", provider == null ? "" : provider.keyFrom()));
        if (!key.isNone() && !travelsSafely(base) && !settings.truth("plain-http", false)) {
            throw new IllegalArgumentException(
                    "The %s would travel to %s unencrypted.\nMaybe use https://, or say plain-http=true where the network is your own."
                            .formatted(key, base.getHost()));
        }
        return new Service(
                reference.toString(),
                provider == null ? base.getHost() : provider.name(),
                base,
                dialect,
                model,
                key,
                settings.seconds("timeout", 60));
    }

    private static String model(String location, @Nullable Provider provider, RemoteSettings settings) {
        String given = settings.text("model", "");
        String located = provider == null ? "" : provider.modelIn(location);
        if (!given.isEmpty() && !located.isEmpty()) {
            throw new IllegalArgumentException(
                    "A model is named once, but remote:%s names it and model=%s too.\nMaybe leave the setting out."
                            .formatted(location, given));
        }
        return located.isEmpty() ? given : located;
    }

    private static URI base(String address, String prefix) {
        URI given;
        try {
            given = new URI(address.replaceFirst("/+$", ""));
        } catch (URISyntaxException e) {
            // Its message quotes the address.
            throw noAddress();
        }
        boolean http = "http".equals(given.getScheme()) || "https".equals(given.getScheme());
        if (!http || given.getHost() == null || given.getRawUserInfo() != null || given.getRawFragment() != null) {
            throw noAddress();
        }
        return given.getRawPath().isEmpty() ? URI.create(given + prefix) : given;
    }

    /** Does not quote the address: somebody may have written a password into it. */
    private static IllegalArgumentException noAddress() {
        return new IllegalArgumentException(
                "The location of a remote: model must be an address, http:// or https:// and a host without user and password, or one of %s and a model.\nMaybe remote:http://localhost:8080?dialect=tei."
                        .formatted(Provider.ALL.stream().map(Provider::name).collect(Collectors.joining(", "))));
    }

    private Secret key(String name) {
        if (name.isEmpty()) {
            return Secret.NONE;
        }
        if (!name.matches("[A-Z_][A-Z0-9_]*")) {
            throw new IllegalArgumentException(
                    "The setting key-from must be the name of an environment variable, in capitals.\nMaybe it is the key itself: put that into a variable and name the variable.");
        }
        String key = keys.apply(name);
        if (key == null) {
            throw new ModelUnavailableException(
                    "The environment variable %s, which should hold the key of the service, is not set.\nMaybe export %s=..., or name another with key-from."
                            .formatted(name, name));
        }
        return Secret.of(key, name);
    }

    private static boolean travelsSafely(URI base) {
        String host = base.getHost();
        return "https".equals(base.getScheme())
                || "localhost".equals(host)
                || host.matches("127(\\.[0-9]{1,3}){3}")
                || "[::1]".equals(host);
    }
}
