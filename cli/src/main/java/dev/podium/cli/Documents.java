package dev.podium.cli;

import dev.podium.Candidate;
import dev.podium.Content;
import dev.podium.file.BadDataException;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The documents of {@code --docs}: JSON lines, or plain text with one document a line.
 *
 * @param candidates in file order
 * @param metadata by id, what else the line of a JSON document held, with its types; documents without any are not here
 */
record Documents(List<Candidate> candidates, Map<String, Map<String, JsonNode>> metadata) {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int SHOWN = 60;

    /**
     * Reads a file, or standard input where the name is {@code -}; gzip is told by its first bytes.
     *
     * <p>The first line that is not blank decides: it begins with an opening brace, so all lines are JSON, or it does not,
     * so all lines are text and their ids are their line numbers.
     */
    static Documents read(String name, Console console) throws IOException {
        Path path = Path.of(name.equals("-") ? "standard input" : name);
        try (InputStream in = name.equals("-") ? console.in : Files.newInputStream(path);
                BufferedReader reader =
                        new BufferedReader(new InputStreamReader(unzipped(in), StandardCharsets.UTF_8), 1 << 16)) {
            return read(reader, path);
        } catch (EOFException | ZipException e) {
            throw new BadDataException(
                    path, 0, "", "The gzip stream ends early or is damaged.", "Maybe copy the file again.", e);
        }
    }

    private static InputStream unzipped(InputStream raw) throws IOException {
        BufferedInputStream in = new BufferedInputStream(raw, 1 << 16);
        in.mark(2);
        boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        return gzip ? new GZIPInputStream(in, 1 << 16) : in;
    }

    private static Documents read(BufferedReader reader, Path path) throws IOException {
        List<Candidate> candidates = new ArrayList<>();
        Map<String, Map<String, JsonNode>> metadata = new HashMap<>();
        Set<String> ids = new HashSet<>();
        Boolean json = null;
        int number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            if (json == null) {
                json = line.stripLeading().startsWith("{");
            }
            Candidate candidate =
                    json ? fromJson(line, number, path, metadata) : Candidate.of(String.valueOf(number), line);
            if (!ids.add(candidate.id())) {
                throw bad(
                        path,
                        number,
                        line,
                        "The id \"%s\" stands twice.".formatted(candidate.id()),
                        "Maybe give equal documents different ids: Podium never merges them.");
            }
            candidates.add(candidate);
        }
        return new Documents(candidates, metadata);
    }

    private static Candidate fromJson(String line, int number, Path path, Map<String, Map<String, JsonNode>> metadata) {
        JsonNode node;
        try {
            node = JSON.readTree(line);
        } catch (JacksonException e) {
            throw bad(
                    path,
                    number,
                    line,
                    "A line of JSON documents must be one JSON object: " + e.getOriginalMessage(),
                    "Maybe the line is cut.");
        }
        if (!node.isObject()) {
            throw bad(
                    path, number, line, "A line of JSON documents must be one JSON object.", "Maybe the line is cut.");
        }
        String id = number(node, number);
        String text = "";
        String title = "";
        Map<String, JsonNode> others = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            switch (field.getKey()) {
                case "id", "_id" -> {}
                case "text" -> text = string(field, number, line, path);
                case "title" -> title = string(field, number, line, path);
                default -> others.put(field.getKey(), field.getValue());
            }
        }
        if (!node.has("text")) {
            throw bad(
                    path,
                    number,
                    line,
                    "A document needs a field \"text\".",
                    "Maybe it is called otherwise: rename it.");
        }
        if (!others.isEmpty()) {
            metadata.put(id, others);
        }
        return new Candidate(id, Content.text(title, text), Map.of());
    }

    private static String number(JsonNode node, int number) {
        JsonNode id = node.has("id") ? node.get("id") : node.get("_id");
        return id == null || id.isNull() ? String.valueOf(number) : id.asString();
    }

    private static String string(Map.Entry<String, JsonNode> field, int number, String line, Path path) {
        if (field.getValue().isNull()) {
            return "";
        }
        if (!field.getValue().isString()) {
            throw bad(
                    path,
                    number,
                    line,
                    "The field \"%s\" of a document must be a string.".formatted(field.getKey()),
                    "Maybe join a list of sentences into one string.");
        }
        return field.getValue().stringValue();
    }

    private static BadDataException bad(Path path, int number, String line, String law, String advice) {
        return new BadDataException(
                path, number, line.length() > SHOWN ? line.substring(0, SHOWN) + "..." : line, law, advice);
    }
}
