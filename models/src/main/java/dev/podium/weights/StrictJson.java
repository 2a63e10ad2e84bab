package dev.podium.weights;

import dev.podium.file.BadDataException;
import java.io.InputStreamReader;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.util.ByteBufferBackedInputStream;

/**
 * A JSON text read from front to back, each value asked for by what it must be.
 *
 * <p>No tree is built: a header may have a hundred megabytes, and who writes one to do harm would have it cost gigabytes. UTF-8
 * alone is read, strictly; left to itself the parser guesses at UTF-16 too.
 */
final class StrictJson implements AutoCloseable {

    private final Path file;
    private final JsonParser parser;

    /** @param text within mapped memory */
    StrictJson(Path file, MemorySegment text) {
        this.file = file;
        this.parser = JsonMapper.shared()
                .createParser(new InputStreamReader(
                        new ByteBufferBackedInputStream(text.asByteBuffer()), StandardCharsets.UTF_8.newDecoder()));
    }

    /** Goes into an object. */
    void object(String what) {
        expect(next(), JsonToken.START_OBJECT, what, "an object");
    }

    /** Goes into an array. */
    void array(String what) {
        expect(next(), JsonToken.START_ARRAY, what, "an array");
    }

    /** The name of the next member of the object, or null behind the last. */
    @Nullable
    String name() {
        return next() == JsonToken.END_OBJECT ? null : parser.currentName();
    }

    /** The text that comes next. */
    String text(String what) {
        expect(next(), JsonToken.VALUE_STRING, what, "a text");
        return string();
    }

    /** Whether the array goes on; then {@link #whole} gives the element. */
    boolean more() {
        return next() != JsonToken.END_ARRAY;
    }

    /** The whole number that {@link #more} found. */
    long whole(String what) {
        expect(parser.currentToken(), JsonToken.VALUE_NUMBER_INT, what, "a whole number");
        try {
            return parser.getLongValue();
        } catch (JacksonException e) {
            throw BrokenLaw.damaged(file, "%s must be less than 2^63, and is %s.", what, string());
        }
    }

    /** A value of any kind as metadata; what has parts is passed by, and gives null. */
    @Nullable
    MetaValue plain(String what) {
        JsonToken token = next();
        return switch (token) {
            case VALUE_STRING -> new MetaValue.Text(string());
            case VALUE_NUMBER_INT -> new MetaValue.Whole(MetaType.I64, whole(what));
            case VALUE_NUMBER_FLOAT -> new MetaValue.Real(MetaType.F64, Double.parseDouble(string()));
            case VALUE_TRUE, VALUE_FALSE -> new MetaValue.Flag(token == JsonToken.VALUE_TRUE);
            default -> {
                passBy();
                yield null;
            }
        };
    }

    /** Passes by the value that comes next. */
    void skip() {
        next();
        passBy();
    }

    private void passBy() {
        try {
            parser.skipChildren();
        } catch (JacksonException e) {
            throw broken(e);
        }
    }

    /** Makes sure that nothing follows. */
    void end() {
        JsonToken token;
        try {
            token = parser.nextToken();
        } catch (JacksonException e) {
            throw broken(e);
        }
        if (token != null) {
            throw BrokenLaw.damaged(file, "Nothing must follow the object, and %s does.", token);
        }
    }

    private JsonToken next() {
        try {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw BrokenLaw.damaged(file, "The JSON ends too early.");
            }
            return token;
        } catch (JacksonException e) {
            throw broken(e);
        }
    }

    private void expect(JsonToken found, JsonToken wanted, String what, String kind) {
        if (found != wanted) {
            throw BrokenLaw.damaged(file, "%s must be %s, and is %s.", what, kind, shown(found));
        }
    }

    /** The text of a scalar; the parser decodes it only now, so it may find it broken only now. */
    private String string() {
        try {
            return parser.getString();
        } catch (JacksonException e) {
            throw broken(e);
        }
    }

    private String shown(JsonToken found) {
        return found.isScalarValue() ? string() : found == JsonToken.START_ARRAY ? "an array" : "an object";
    }

    private BadDataException broken(JacksonException e) {
        return BrokenLaw.damaged(file, "This must be JSON in UTF-8, and is not: %s", e.getOriginalMessage());
    }

    @Override
    public void close() {
        parser.close();
    }
}
