package dev.podium.registry;

import dev.podium.model.ModelUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A query, a document and the score that the reference gives them.
 *
 * @param score finite; after the activation that the model is served with, unless it is a logit
 * @param logit whether the score is one and an activation is a matter of taste: some tools put a sigmoid behind this checkpoint and
 *     others do not, and a model that says it has one must give the score behind it
 * @param tolerance by how much a score may differ, above 0
 * @param source where the score was published, or what computed it
 * @since 0.1.0
 */
public record GoldenPair(String query, String document, double score, boolean logit, double tolerance, String source) {

    /** The file beside a checkpoint that holds its golden pairs. */
    public static final String FILE = "podium-golden.json";

    private static final double USUAL_TOLERANCE = 1e-3; // float32 on another machine differs by less than 1e-4

    /** Checks. */
    public GoldenPair {
        if (!Double.isFinite(score) || !(tolerance > 0) || !Double.isFinite(tolerance)) {
            throw new IllegalArgumentException(
                    "The golden pair of \"%s\" must have a finite score (%s) and a tolerance (%s) above 0."
                            .formatted(query, score, tolerance));
        }
    }

    /** What a model must give that is served with this activation. */
    GoldenPair behind(String activation) {
        if (!logit || !activation.equals("sigmoid")) {
            return this;
        }
        // The sigmoid is nowhere steeper than a quarter.
        return new GoldenPair(query, document, 1 / (1 + Math.exp(-score)), false, tolerance / 4, source);
    }

    /**
     * The golden pairs that lie beside a checkpoint.
     *
     * <p>The file is an object: {@code pairs}, each with {@code query}, {@code document}, {@code score} and perhaps
     * {@code logit}, {@code tolerance} and {@code source}; and {@code tolerance} and {@code source} for those that have none, 0.001
     * without.
     *
     * @param folder of the checkpoint
     * @return none if there is no such file
     * @throws ModelUnavailableException if there is one that cannot be read
     */
    public static List<GoldenPair> beside(Path folder) {
        Path file = folder.resolve(FILE);
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        try {
            JsonNode root = JsonMapper.shared().readTree(Files.readAllBytes(file));
            if (!root.path("pairs").isArray()) {
                throw unreadable(file, "it has no list \"pairs\"", null);
            }
            List<GoldenPair> pairs = new ArrayList<>();
            for (JsonNode pair : root.path("pairs")) {
                pairs.add(read(
                        pair,
                        root.path("tolerance").asDouble(USUAL_TOLERANCE),
                        root.path("source").asString(file.toString())));
            }
            return List.copyOf(pairs);
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            throw unreadable(file, String.valueOf(e.getMessage()), e);
        }
    }

    static GoldenPair read(JsonNode pair, double tolerance, String source) {
        for (String text : List.of("query", "document")) {
            if (!pair.path(text).isString()) {
                throw new IllegalArgumentException("a pair has no text \"" + text + "\"");
            }
        }
        if (!pair.path("score").isNumber()) {
            throw new IllegalArgumentException("the pair of \"%s\" has no number \"score\""
                    .formatted(pair.path("query").asString()));
        }
        return new GoldenPair(
                pair.path("query").asString(),
                pair.path("document").asString(),
                pair.path("score").asDouble(),
                pair.path("logit").asBoolean(false),
                pair.path("tolerance").asDouble(tolerance),
                pair.path("source").asString(source));
    }

    private static ModelUnavailableException unreadable(Path file, String law, @Nullable Throwable cause) {
        return new ModelUnavailableException(
                "The golden pairs (%s) cannot be read: %s.\nMaybe {\"pairs\": [{\"query\": \"...\", \"document\": \"...\", \"score\": 1.5}]}, or delete the file to serve the model unchecked."
                        .formatted(file, law),
                cause);
    }
}
