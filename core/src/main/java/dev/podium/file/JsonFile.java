package dev.podium.file;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.function.Consumer;

/** A file of JSON objects: one array of them, or one after another as in JSON lines. Read one at a time. */
final class JsonFile {

    private JsonFile() {}

    static void objects(Path path, Consumer<Json.Obj> consumer) {
        try (Reader reader = Lines.reader(path)) {
            JsonReader json = new JsonReader(reader);
            try {
                if (json.enterArray()) {
                    for (boolean first = true; json.hasItem(first); first = false) {
                        consumer.accept(object(json.item(), path, json));
                    }
                } else {
                    while (!json.atEnd()) {
                        consumer.accept(object(json.item(), path, json));
                    }
                }
                if (!json.atEnd()) {
                    throw new JsonReader.MalformedException("something follows the array");
                }
            } catch (JsonReader.MalformedException e) {
                throw new BadDataException(
                        path, json.line(), "", "This is not JSON: " + e.getMessage() + ".", "Maybe it is cut.", e);
            }
        } catch (IOException e) {
            throw Lines.unreadable(path, 0, e);
        }
    }

    private static Json.Obj object(Json value, Path path, JsonReader json) {
        if (value instanceof Json.Obj object) {
            return object;
        }
        throw bad(path, json.line(), "An object is expected for each request.");
    }

    static BadDataException bad(Path path, long line, String law) {
        return new BadDataException(path, line, "", law, "Maybe the file is of another kind.");
    }
}
