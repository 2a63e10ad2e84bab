package dev.podium.file;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;

/** A file of JSON objects: one array of them, or one after another as in JSON lines. Read one at a time. */
final class JsonFile {

    private JsonFile() {}

    /** Takes an object and the line on which it ends. */
    @FunctionalInterface
    interface Reading {
        void object(Json.Obj object, long line);
    }

    static void objects(Path path, String what, Reading reading) {
        try (Reader reader = Lines.reader(path)) {
            JsonReader json = new JsonReader(reader);
            try {
                boolean any = false;
                if (json.enterArray()) {
                    for (; json.hasItem(!any); any = true) {
                        reading.object(object(json.item(), path, json), json.line());
                    }
                } else {
                    for (; !json.atEnd(); any = true) {
                        reading.object(object(json.item(), path, json), json.line());
                    }
                }
                if (!json.atEnd()) {
                    throw new JsonReader.MalformedException("something follows the array");
                }
                if (!any) {
                    throw Lines.empty(path, what);
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
        throw bad(path, json.line(), "An object is expected here, in braces.");
    }

    static BadDataException bad(Path path, long line, String law) {
        return new BadDataException(path, line, "", law, "Maybe the file is of another kind.");
    }
}
