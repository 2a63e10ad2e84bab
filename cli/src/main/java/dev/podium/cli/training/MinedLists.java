package dev.podium.cli.training;

import dev.podium.Candidate;
import dev.podium.Hit;
import dev.podium.Query;
import dev.podium.Scale;
import dev.podium.Slate;
import dev.podium.train.data.TrainingList;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Mined lists in a file, a line each: ids and numbers, no texts; these are the source's.
 *
 * <p>{@code {"query": id, "ids": [...], "first": [...], "grades": [...], "teacher": [...]}}.
 */
final class MinedLists {

    private static final JsonMapper JSON = new JsonMapper();

    private MinedLists() {}

    static void write(Path file, List<TrainingList> lists) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (BufferedWriter writer = Files.newBufferedWriter(part)) {
            for (TrainingList list : lists) {
                Map<String, Object> line = new LinkedHashMap<>();
                line.put("query", list.slate().query().id());
                line.put(
                        "ids",
                        list.slate().candidates().stream().map(Candidate::id).toList());
                line.put("first", list.slate().hits().stream().map(Hit::score).toList());
                line.put("grades", list.grades());
                line.put("teacher", list.teacher());
                writer.write(JSON.writeValueAsString(line));
                writer.newLine();
            }
        }
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }

    static List<TrainingList> read(Path file, Sources source) throws IOException {
        Map<String, Question> questions = new HashMap<>();
        source.questions().forEach(question -> questions.put(question.query().id(), question));
        SequencedMap<String, Candidate> documents = source.documents();
        List<TrainingList> lists = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            JsonNode node = JSON.readTree(line);
            Question question = questions.get(node.path("query").asString(""));
            if (question == null) {
                throw new IllegalArgumentException(
                        "%s has a query (%s) that its source has not.\nMaybe delete the file: it will be mined anew."
                                .formatted(file, node.path("query")));
            }
            Query query = question.query();
            List<Hit> hits = new ArrayList<>();
            for (int i = 0; i < node.path("ids").size(); i++) {
                String id = node.path("ids").get(i).asString("");
                Candidate document = question.own().getOrDefault(id, documents.get(id));
                if (document == null) {
                    throw new IllegalArgumentException(
                            "%s has a document (%s) that its source has not.\nMaybe delete the file: it will be mined anew."
                                    .formatted(file, id));
                }
                hits.add(new Hit(document, node.path("first").get(i).asDouble()));
            }
            lists.add(new TrainingList(
                    new Slate(query, hits, Scale.REAL), numbers(node.path("grades")), numbers(node.path("teacher"))));
        }
        return lists;
    }

    private static List<Double> numbers(JsonNode array) {
        List<Double> numbers = new ArrayList<>(array.size());
        array.forEach(number -> numbers.add(number.asDouble()));
        return numbers;
    }
}
