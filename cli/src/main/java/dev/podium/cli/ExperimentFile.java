package dev.podium.cli;

import dev.podium.file.BadDataException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.SequencedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * An experiment as a YAML or properties file says it; paths are relative to the file.
 *
 * @param name at the top of the report
 * @param corpus needed unless all systems are runs
 * @param queries needed unless all systems are runs
 * @param qrels the judgments
 * @param metrics the first is the main one
 * @param baseline name of a system
 * @param test {@code randomisation}, {@code t}, {@code wilcoxon} or {@code sign}
 * @param correction {@code holm}, {@code bonferroni}, {@code benjamini_hochberg} or {@code none}
 * @param alpha level of significance
 * @param systems by name
 */
record ExperimentFile(
        @Nullable String name,
        @Nullable String corpus,
        @Nullable String queries,
        @Nullable String qrels,
        @Nullable List<String> metrics,
        @Nullable String baseline,
        @Nullable String test,
        @Nullable String correction,
        @Nullable Double alpha,
        @Nullable SequencedMap<String, Part> systems) {

    /**
     * One system: a ready-made {@code run}; or a search ({@code retrieve: bm25}) or an earlier system ({@code first}), and what reranks
     * it; or a search by the vectors of its model ({@code retrieve: dense}).
     *
     * @param run a TREC run
     * @param retrieve {@code bm25} or {@code dense}
     * @param k1 of BM25
     * @param b of BM25
     * @param analyzer of BM25
     * @param top hits of the search
     * @param first name of the system this one reranks
     * @param method of the catalogue
     * @param model reference of what reranks, or of what a dense search embeds by
     * @param settings of the method
     * @param depth how far down is reranked
     */
    record Part(
            @Nullable String run,
            @Nullable String retrieve,
            @Nullable Double k1,
            @Nullable Double b,
            @Nullable String analyzer,
            @Nullable Integer top,
            @Nullable String first,
            @Nullable String method,
            @Nullable String model,
            @Nullable Map<String, String> settings,
            @Nullable Integer depth) {}

    static ExperimentFile read(Path file) throws IOException {
        String text = Files.readString(file);
        try {
            if (file.toString().endsWith(".properties")) {
                return JsonMapper.builder()
                        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                        .build()
                        .convertValue(nested(text), ExperimentFile.class);
            }
            return YAMLMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .build()
                    .readValue(text, ExperimentFile.class);
        } catch (JacksonException e) {
            throw new BadDataException(
                    file,
                    e.getLocation() == null ? 0 : Math.max(e.getLocation().getLineNr(), 0),
                    "",
                    "This is no experiment: " + e.getOriginalMessage() + ".",
                    "See docs/cli.md for an example.",
                    e);
        }
    }

    /** {@code systems.bm25.top=100} becomes nested maps; {@code metrics} is split at commas. */
    private static Map<String, Object> nested(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        Map<String, Object> root = new LinkedHashMap<>();
        for (String key : new TreeSet<>(properties.stringPropertyNames())) {
            String[] steps = key.split("\\.", -1);
            Map<String, Object> at = root;
            for (int i = 0; i < steps.length - 1; i++) {
                @SuppressWarnings("unchecked") // only this loop puts maps in
                Map<String, Object> next =
                        (Map<String, Object>) at.computeIfAbsent(steps[i], _ -> new LinkedHashMap<>());
                at = next;
            }
            String value = properties.getProperty(key);
            at.put(steps[steps.length - 1], key.equals("metrics") ? List.of(value.split("\\s*,\\s*")) : value);
        }
        return root;
    }
}
