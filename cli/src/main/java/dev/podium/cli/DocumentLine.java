package dev.podium.cli;

import dev.podium.Content;
import dev.podium.file.StoredLines;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What one line of {@code --docs} says.
 *
 * @param id its {@code id} or {@code _id}, or the number of the line
 * @param text with the title apart
 * @param others what else a JSON line holds, with its types, whatever it is called
 */
record DocumentLine(String id, Content.Text text, Map<String, JsonNode> others) {

    // Readers disagree on which of two equal names counts, and here the loser would be lost in silence.
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    /** Reads a line that must be a JSON object. */
    static DocumentLine parse(StoredLines.Line line) {
        JsonNode node = object(line);
        String named = node.hasNonNull("id") ? "id" : node.hasNonNull("_id") ? "_id" : "";
        String body = "";
        String title = "";
        Map<String, JsonNode> others = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            switch (field.getKey()) {
                case "id", "_id" -> {
                    // of two ids one names the document, and the other is a field like any
                    if (!field.getKey().equals(named) && !field.getValue().isNull()) {
                        others.put(field.getKey(), field.getValue());
                    }
                }
                case "text" -> body = string(field, line);
                case "title" -> title = string(field, line);
                default -> others.put(field.getKey(), field.getValue());
            }
        }
        if (!node.has("text")) {
            throw line.bad("A document needs a field \"text\".", "Maybe it is called otherwise: rename it.");
        }
        return new DocumentLine(id(node, named, line), Content.text(title, body), others);
    }

    private static JsonNode object(StoredLines.Line line) {
        try {
            JsonNode node = JSON.readTree(line.text());
            if (node.isObject()) {
                return node;
            }
        } catch (JacksonException e) {
            throw line.bad(
                    "A line of JSON documents must be one JSON object: " + e.getOriginalMessage(),
                    "Maybe the line is cut.");
        }
        throw line.bad("A line of JSON documents must be one JSON object.", "Maybe the line is cut.");
    }

    private static String id(JsonNode node, String named, StoredLines.Line line) {
        if (named.isEmpty()) {
            return String.valueOf(line.number());
        }
        JsonNode id = node.get(named);
        if (id.isContainer()) {
            throw line.bad(
                    "The field \"%s\" of a document must be a string or a number.".formatted(named),
                    "Maybe rename it: a document without an id is named by its line.");
        }
        return id.asString();
    }

    private static String string(Map.Entry<String, JsonNode> field, StoredLines.Line line) {
        if (field.getValue().isNull()) {
            return "";
        }
        if (!field.getValue().isString()) {
            throw line.bad(
                    "The field \"%s\" of a document must be a string.".formatted(field.getKey()),
                    "Maybe join a list of sentences into one string.");
        }
        return field.getValue().stringValue();
    }
}
