package dev.podium.text;

import dev.podium.model.ModelUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON files of a checkpoint. */
final class Json {

    private Json() {}

    /** The content of a file, or an empty object where there is no such file. */
    static JsonNode optional(Path file) {
        return Files.exists(file)
                ? parse(text(file), file)
                : JsonMapper.shared().createObjectNode();
    }

    static JsonNode parse(String json, Object name) {
        try {
            return JsonMapper.shared().readTree(json);
        } catch (JacksonException e) {
            throw new ModelUnavailableException(
                    "The file %s is no JSON: %s.\nMaybe it was cut while copying: fetch it again."
                            .formatted(name, e.getOriginalMessage()),
                    e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new ModelUnavailableException(
                    "The file %s cannot be read: %s.\nMaybe name the folder that holds the model."
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    /** The text of a special token: a string in files of transformers 5, often an object in those of 4. */
    static @Nullable String token(JsonNode given) {
        return given.isString()
                ? given.stringValue()
                : given.path("content").isString() ? given.path("content").stringValue() : null;
    }
}
