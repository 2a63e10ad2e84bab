package dev.podium.file;

import java.io.IOException;
import java.io.StringReader;
import org.jspecify.annotations.Nullable;

/** The members that the field's JSON lines share, read with errors that name file and line. */
final class JsonLines {

    private JsonLines() {}

    static Json.Obj object(String line, Lines lines) {
        try {
            if (new JsonReader(new StringReader(line)).only() instanceof Json.Obj object) {
                return object;
            }
        } catch (JsonReader.MalformedException e) {
            throw lines.bad("A line must be one JSON object, but " + e.getMessage() + ".", "Maybe the line is cut.");
        } catch (IOException e) {
            throw Lines.unreadable(lines.path(), lines.number(), e);
        }
        throw lines.bad("A line must be one JSON object.", "Maybe the file is one array and not JSON lines.");
    }

    /** The first of these members that is there, as text. */
    static @Nullable String first(Json.Obj object, String... names) {
        for (String name : names) {
            Json value = object.get(name);
            if (value != null && value != Json.Word.NULL) {
                return value.plain();
            }
        }
        return null;
    }

    static String require(Json.Obj object, Lines lines, String... names) {
        String value = first(object, names);
        if (value == null) {
            throw lines.bad(
                    "A line needs \"%s\".".formatted(String.join("\" or \"", names)), "Maybe it is called otherwise.");
        }
        return value;
    }
}
