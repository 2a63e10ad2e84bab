package dev.podium.torch.config;

import dev.podium.model.ModelUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * What a checkpoint says of its own shape: {@code config.json}, read by key.
 *
 * <p>Keys of several generations name one thing; the methods take all of its names, newest first. A null counts as missing,
 * as the writers of these files mean it. A value of another type than asked for is an error that names file, key and value.
 *
 * @since 0.1.0
 */
public final class Config {

    private static final JsonMapper JSON = new JsonMapper();

    private final String source;
    private final JsonNode node;

    private Config(String source, JsonNode node) {
        this.source = source;
        this.node = node;
    }

    /**
     * The configuration in a file.
     *
     * @throws ModelUnavailableException if it is missing, or no JSON object
     */
    public static Config read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ModelUnavailableException(
                    "There is no %s.\nMaybe the folder is not a checkpoint, or its download is not complete."
                            .formatted(file));
        }
        try {
            JsonNode node = JSON.readTree(Files.readAllBytes(file));
            if (!node.isObject()) {
                throw new ModelUnavailableException("The file %s must hold a JSON object.".formatted(file));
            }
            return new Config(file.toString(), node);
        } catch (IOException | JacksonException e) {
            throw new ModelUnavailableException(
                    "The file %s cannot be read: %s.\nMaybe it was cut while copying: fetch it again."
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    /** The same if the file is there, else an empty one. */
    public static Config readIfThere(Path file) {
        return Files.isRegularFile(file) ? read(file) : new Config(file.toString(), MissingNode.getInstance());
    }

    /** A configuration that was made. @param source named in errors */
    public static Config of(String source, JsonNode node) {
        return new Config(source, node);
    }

    /** The part under a key, which may be missing: then all in it is. */
    public Config under(String key) {
        return new Config(source + " " + key, node.path(key));
    }

    /** The values under a key that holds a list of objects; none if it is missing. */
    public List<Config> list(String key) {
        List<Config> list = new ArrayList<>();
        for (JsonNode entry : node.path(key)) {
            list.add(new Config("%s %s[%d]".formatted(source, key, list.size()), entry));
        }
        return list;
    }

    /** The elements of a file that holds a list of objects. */
    public static List<Config> readList(Path file) {
        try {
            JsonNode node = JSON.readTree(Files.readAllBytes(file));
            List<Config> list = new ArrayList<>();
            for (JsonNode entry : node) {
                list.add(new Config("%s[%d]".formatted(file, list.size()), entry));
            }
            return list;
        } catch (IOException | JacksonException e) {
            throw new ModelUnavailableException("The file %s cannot be read: %s.".formatted(file, e.getMessage()), e);
        }
    }

    /** Whether any of the keys has a value. */
    public boolean has(String... keys) {
        return !find(keys).isMissingNode();
    }

    /** The JSON itself, for what has no method here. */
    public JsonNode json() {
        return node;
    }

    private JsonNode find(String... keys) {
        for (String key : keys) {
            JsonNode value = node.path(key);
            if (!value.isMissingNode() && !value.isNull()) {
                return value;
            }
        }
        return MissingNode.getInstance();
    }

    private JsonNode required(String... keys) {
        JsonNode value = find(keys);
        if (value.isMissingNode()) {
            throw new ModelUnavailableException(
                    "%s has no \"%s\", which this architecture needs.\nMaybe the file is of another kind of model."
                            .formatted(source, String.join("\" or \"", keys)));
        }
        return value;
    }

    /** A whole number that must be there. */
    public int integer(String... keys) {
        JsonNode value = required(keys);
        return value.isIntegralNumber() ? value.asInt() : wrong("a whole number", value, keys);
    }

    /** A whole number, or what holds where none is said. */
    public int integerOr(int otherwise, String... keys) {
        return has(keys) ? integer(keys) : otherwise;
    }

    /** A number that must be there. */
    public double real(String... keys) {
        JsonNode value = required(keys);
        return value.isNumber() ? value.asDouble() : wrong("a number", value, keys);
    }

    /** A number, or what holds where none is said. */
    public double realOr(double otherwise, String... keys) {
        return has(keys) ? real(keys) : otherwise;
    }

    /** A text that must be there. */
    public String text(String... keys) {
        JsonNode value = required(keys);
        return value.isString() ? value.asString() : wrong("a text", value, keys);
    }

    /** A text, or what holds where none is said. */
    public String textOr(String otherwise, String... keys) {
        return has(keys) ? text(keys) : otherwise;
    }

    /** Yes or no, or what holds where neither is said. */
    public boolean flagOr(boolean otherwise, String... keys) {
        JsonNode value = find(keys);
        if (value.isMissingNode()) {
            return otherwise;
        }
        return value.isBoolean() ? value.asBoolean() : wrong("true or false", value, keys);
    }

    /** A list of texts; empty if there is none. */
    public List<String> texts(String... keys) {
        List<String> texts = new ArrayList<>();
        for (JsonNode value : find(keys)) {
            texts.add(value.asString());
        }
        return texts;
    }

    /** A list of whole numbers, or one; empty if there is none. */
    public List<Integer> integers(String... keys) {
        JsonNode found = find(keys);
        if (found.isIntegralNumber()) {
            return List.of(found.asInt());
        }
        List<Integer> integers = new ArrayList<>();
        for (JsonNode value : found) {
            integers.add(value.isIntegralNumber() ? value.asInt() : this.<Integer>wrong("whole numbers", value, keys));
        }
        return integers;
    }

    /** A list of numbers; empty if there is none. */
    public List<Double> reals(String... keys) {
        List<Double> reals = new ArrayList<>();
        for (JsonNode value : find(keys)) {
            reals.add(value.isNumber() ? value.asDouble() : this.<Double>wrong("numbers", value, keys));
        }
        return reals;
    }

    private <T> T wrong(String wanted, JsonNode value, String... keys) {
        throw new ModelUnavailableException(
                "%s: the \"%s\" must be %s and is %s.".formatted(source, keys[0], wanted, value));
    }

    /** Where it was read. */
    public String source() {
        return source;
    }

    @Override
    public String toString() {
        return source + " " + node;
    }
}
