package dev.podium.retrieve;

import dev.podium.Candidate;
import dev.podium.Content;
import dev.podium.Query;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A test collection: {@code corpus.jsonl.gz}, {@code queries.jsonl.gz} and {@code qrels/test.tsv}. */
record BeirFolder(List<Candidate> corpus, List<Query> queries, Map<String, Map<String, Integer>> grades) {

    private static final JsonMapper JSON = new JsonMapper();

    static BeirFolder read(Path folder) {
        List<Candidate> corpus = lines(folder.resolve("corpus.jsonl.gz")).stream()
                .map(JSON::readTree)
                .map(line -> new Candidate(id(line), Content.text(text(line, "title"), text(line, "text")), Map.of()))
                .toList();
        List<Query> queries = lines(folder.resolve("queries.jsonl.gz")).stream()
                .map(JSON::readTree)
                .map(line -> Query.of(id(line), text(line, "text")))
                .toList();
        Map<String, Map<String, Integer>> grades = new LinkedHashMap<>();
        lines(folder.resolve("qrels/test.tsv")).stream().skip(1).forEach(line -> {
            String[] columns = line.split("\t");
            grades.computeIfAbsent(columns[0], _ -> new LinkedHashMap<>())
                    .put(columns[1], Integer.parseInt(columns[2]));
        });
        return new BeirFolder(corpus, queries, grades);
    }

    private static String id(JsonNode line) {
        return line.get("_id").asString();
    }

    private static String text(JsonNode line, String name) {
        JsonNode value = line.get(name);
        return value == null ? "" : value.asString();
    }

    private static List<String> lines(Path file) {
        try (var in = Files.newInputStream(file);
                var plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
                var reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new AssertionError("The test collection (%s) cannot be read.".formatted(file), e);
        }
    }
}
