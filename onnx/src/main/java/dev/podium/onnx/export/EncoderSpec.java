package dev.podium.onnx.export;

import dev.podium.model.ModelUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a checkpoint's own files say it is: an encoder of one of the {@linkplain Family families}, with a head of labels or bare.
 *
 * @param width numbers of a token's vector
 * @param heads of attention
 * @param layers how many, at least 1
 * @param epsilon of all norms
 * @param positions how many there are
 * @param padding the id of the token that fills up; only RoBERTa's positions ask
 * @param labels whether it ends in a head that gives logits of labels, not in vectors of tokens
 * @param map folder of a linear map behind the pooling, or none
 */
record EncoderSpec(
        Family family,
        int width,
        int heads,
        int layers,
        Bend bend,
        double epsilon,
        int positions,
        int padding,
        boolean labels,
        @Nullable Path map) {

    /** The file that lists the modules. */
    static final String MODULES = "modules.json";

    /** How the type of a linear map ends in it. */
    static final String DENSE = ".Dense";

    /**
     * Reads {@code config.json} and {@code modules.json}.
     *
     * @throws ModelUnavailableException if no graph can be drawn for it; the message says why
     */
    static EncoderSpec read(Path folder) throws IOException {
        Path file = folder.resolve("config.json");
        if (!Files.isRegularFile(file)) {
            throw new ModelUnavailableException(
                    "The folder %s has no config.json, so it is no checkpoint.\nMaybe its folder within a run is meant: best or last."
                            .formatted(folder));
        }
        JsonNode config = json(file);
        Family family = Family.of(config, file);
        String placed = config.path("position_embedding_type").asString("absolute");
        if (!placed.equals("absolute") || config.path("is_decoder").asBoolean(false)) {
            throw refused(file, "its positions are \"%s\", or it is used as a decoder".formatted(placed));
        }
        boolean distil = family == Family.DISTILBERT;
        int width = whole(config, file, distil ? "dim" : "hidden_size");
        int heads = whole(config, file, distil ? "n_heads" : "num_attention_heads");
        if (width % heads != 0) {
            throw refused(file, "its width (%d) is no multiple of its attention heads (%d)".formatted(width, heads));
        }
        return new EncoderSpec(
                family,
                width,
                heads,
                whole(config, file, distil ? "n_layers" : "num_hidden_layers"),
                Bend.named(config.path(distil ? "activation" : "hidden_act").asString("gelu"), file),
                distil ? 1e-12 : config.path("layer_norm_eps").asDouble(1e-12), // DistilBERT's is in its code
                config.path("max_position_embeddings").asInt(512),
                config.path("pad_token_id").asInt(1),
                hasLabels(config, file),
                map(folder));
    }

    /**
     * The one module with weights that may stand between pooling and norm. The mean of mapped tokens is the mapped mean, and so it is of the
     * first or the last; not of the largest numbers.
     */
    private static @Nullable Path map(Path folder) throws IOException {
        Path modules = folder.resolve(MODULES);
        Path map = null;
        boolean largest = false;
        if (Files.isRegularFile(modules)) {
            for (JsonNode module : json(modules)) {
                String type = module.path("type").asString("");
                Path own = folder.resolve(module.path("path").asString(""));
                if (type.endsWith(DENSE) && map == null) {
                    map = own;
                    refuseBent(modules, type, json(own.resolve("config.json")));
                } else if (!type.matches(".*\\.(Transformer|Pooling|Normalize)")) {
                    throw refused(modules, "its module \"%s\" is not drawn here".formatted(type));
                } else if (type.endsWith(".Pooling")) {
                    JsonNode pooling = json(own.resolve("config.json"));
                    largest = pooling.path("pooling_mode_max_tokens").asBoolean(false)
                            || pooling.path("pooling_mode").toString().contains("max");
                }
            }
        }
        if (map != null && largest) {
            throw refused(
                    modules,
                    "a linear map stands behind a pooling of the largest numbers, and cannot change places with it");
        }
        return map;
    }

    private static void refuseBent(Path modules, String type, JsonNode config) {
        String bend = config.path("activation_function").asString("");
        if (!bend.endsWith(".Identity") || config.path("use_residual").asBoolean(false)) {
            throw refused(
                    modules,
                    "its module \"%s\" is no linear map, but bends by \"%s\" or adds its input".formatted(type, bend));
        }
    }

    private static boolean hasLabels(JsonNode config, Path file) {
        String architecture = config.path("architectures").path(0).asString("Model");
        if (architecture.endsWith("ForSequenceClassification")) {
            return true;
        }
        if (architecture.matches(".*(Model|ForMaskedLM|ForPreTraining)")) {
            return false; // what stands on the encoder predicts words, and nobody wants those of a bi-encoder
        }
        throw refused(file, "it is a %s, neither a cross-encoder nor a bare encoder".formatted(architecture));
    }

    private static JsonNode json(Path file) throws IOException {
        try {
            return JsonMapper.shared().readTree(Files.readString(file));
        } catch (JacksonException e) {
            throw new ModelUnavailableException(
                    "The file %s is no JSON: %s.\nMaybe it was cut while copying."
                            .formatted(file, e.getOriginalMessage()),
                    e);
        }
    }

    private static int whole(JsonNode config, Path file, String name) {
        int value = config.path(name).asInt(0);
        if (value < 1) {
            throw refused(file, "its %s (%s) must be at least 1".formatted(name, config.path(name)));
        }
        return value;
    }

    private static ModelUnavailableException refused(Path file, String cause) {
        return new ModelUnavailableException(
                "The checkpoint cannot be exported as its %s says: %s.\nMaybe serve it as it is, by torch:."
                        .formatted(file, cause));
    }
}
