package dev.podium.registry;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Known checkpoints.
 *
 * @since 0.1.0
 */
public final class Registry {

    private static final String RESOURCE = "known.json";
    private static final Pattern SEPARATORS = Pattern.compile("[/\\\\]");

    private final List<KnownCheckpoint> all;

    private Registry(List<KnownCheckpoint> all) {
        this.all = List.copyOf(all);
    }

    /** Those that Podium comes with. */
    public static Registry published() {
        try (InputStream in = Objects.requireNonNull(Registry.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return read(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Registry read(byte[] json) {
        List<KnownCheckpoint> all = new ArrayList<>();
        for (JsonNode family : JsonMapper.shared().readTree(json).path("families")) {
            for (JsonNode checkpoint : family.path("checkpoints")) {
                all.add(new Entry(family, checkpoint).read());
            }
        }
        return new Registry(all);
    }

    /** All of them, by family. */
    public List<KnownCheckpoint> all() {
        return all;
    }

    /**
     * The checkpoint of this id, or in this folder as far as its name tells.
     *
     * @param idOrFolderName {@code org/name}, with or without a revision, in any case; a folder of the hub's cache
     *     ({@code .../models--org--name/snapshots/...}); or a path that ends in a checkpoint's own name, where only one
     *     checkpoint has that name
     */
    public Optional<KnownCheckpoint> find(String idOrFolderName) {
        List<String> parts = SEPARATORS
                .splitAsStream(idOrFolderName.replaceFirst("@.*", ""))
                .filter(part -> !part.isEmpty())
                .toList();
        for (String part : parts) {
            if (part.startsWith("models--")) {
                return unique(part.substring("models--".length()).replace("--", "/"), Function.identity());
            }
        }
        if (parts.isEmpty()) {
            return Optional.empty();
        }
        String last = parts.getLast();
        Optional<KnownCheckpoint> byId = parts.size() < 2
                ? Optional.empty()
                : unique(parts.get(parts.size() - 2) + "/" + last, Function.identity());
        return byId.isPresent() ? byId : unique(last, id -> id.substring(id.indexOf('/') + 1));
    }

    private Optional<KnownCheckpoint> unique(String wanted, Function<String, String> part) {
        String name = wanted.toLowerCase(Locale.ROOT);
        List<KnownCheckpoint> found = all.stream()
                .filter(one -> Stream.concat(Stream.of(one.id()), one.aliases().stream())
                        .anyMatch(id -> part.apply(id).toLowerCase(Locale.ROOT).equals(name)))
                .toList();
        return found.size() == 1 ? Optional.of(found.getFirst()) : Optional.empty();
    }

    /** One checkpoint of the data: what it says itself, else what its family says. */
    private record Entry(JsonNode family, JsonNode own) {

        KnownCheckpoint read() {
            return new KnownCheckpoint(
                    text("id", ""),
                    texts("aliases"),
                    text("family", ""),
                    Kind.named(text("kind", "")),
                    text("architecture", ""),
                    text("method", ""),
                    text("template", ""),
                    list(
                            "prompts",
                            prompt -> new Prompt(
                                    prompt.path("name").asString(),
                                    prompt.path("length").asInt(),
                                    prompt.path("sha256").asString(),
                                    prompt.has("text") ? prompt.path("text").asString() : null)),
                    texts("answers"),
                    text("activation", ""),
                    text("pooling", ""),
                    text("queryPrefix", ""),
                    text("documentPrefix", ""),
                    value("maxTokens").asInt(0),
                    text("licence", "unknown"),
                    list(
                            "golden",
                            pair -> GoldenPair.read(
                                    pair,
                                    pair.path("tolerance").asDouble(),
                                    pair.path("source").asString())),
                    texts("notes"),
                    texts("sources"));
        }

        private JsonNode value(String name) {
            return own.has(name) ? own.path(name) : family.path(name);
        }

        private String text(String name, String byDefault) {
            return value(name).asString(byDefault);
        }

        private List<String> texts(String name) {
            return list(name, one -> one.asString());
        }

        private <T> List<T> list(String name, Function<JsonNode, T> read) {
            return StreamSupport.stream(value(name).spliterator(), false)
                    .map(read)
                    .toList();
        }
    }
}
