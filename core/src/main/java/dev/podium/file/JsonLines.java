package dev.podium.file;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The members that the field's JSON lines share, read with errors that name file and line. */
final class JsonLines {

    private JsonLines() {}

    static Json.Obj object(String line, Spot spot) {
        try {
            if (new JsonReader(new StringReader(line)).only() instanceof Json.Obj object) {
                return object;
            }
        } catch (JsonReader.MalformedException e) {
            throw spot.bad("A line must be one JSON object, but " + e.getMessage() + ".", "Maybe the line is cut.");
        } catch (IOException e) {
            throw new UncheckedIOException("a string can always be read", e);
        }
        throw spot.bad("A line must be one JSON object.", "Maybe the file is one array and not JSON lines.");
    }

    /** The first of these members that is there, as text. */
    static @Nullable String first(Json.Obj object, String... names) {
        String name = firstName(object, names);
        Json value = name == null ? null : object.get(name);
        return value == null ? null : value.plain();
    }

    static String require(Json.Obj object, Spot spot, String... names) {
        String value = first(object, names);
        if (value == null) {
            throw spot.bad(
                    "A line needs \"%s\".".formatted(String.join("\" or \"", names)), "Maybe it is called otherwise.");
        }
        return value;
    }

    /** The same for a name: it must not be empty. */
    static String requireId(Json.Obj object, Spot spot, String... names) {
        String id = require(object, spot, names);
        if (id.isEmpty()) {
            throw spot.bad("An id must not be empty.", "Maybe number the lines.");
        }
        return id;
    }

    /** The members that were not read, in their order, as text: what goes along as fields. */
    static Map<String, String> others(Json.Obj object, Set<String> read) {
        Map<String, String> fields = new LinkedHashMap<>();
        object.members().forEach((name, value) -> {
            if (!read.contains(name)) {
                fields.put(name, value.plain());
            }
        });
        return fields;
    }

    /** The name among these under which {@link #first} finds its value, or null. */
    static @Nullable String firstName(Json.Obj object, String... names) {
        for (String name : names) {
            Json value = object.get(name);
            if (value != null && value != Json.Word.NULL) {
                return name;
            }
        }
        return null;
    }
}
