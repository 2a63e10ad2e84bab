package dev.podium.onnx;

import dev.podium.model.ModelRef;
import dev.podium.model.ModelUnavailableException;
import dev.podium.model.Similarity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a model's own files say about how it is to be used.
 *
 * <p>Source: the file formats of transformers and sentence-transformers, from before version 4 to 6. Of several files
 * that say the same, the newer format wins.
 *
 * @param crossEncoder whether it says of itself that it scores pairs
 * @param labels how many scores a pair gets
 * @param sigmoid whether a score goes through a sigmoid; only asked where {@code labels} is 1
 * @param maxTokens the longest sequence, marks included
 * @param lowerCase whether texts are put in lower case before the tokenizer sees them
 * @param pooling how token vectors become one; empty where no file says
 * @param promptCounts whether the tokens of a prompt take part in pooling
 * @param normalised whether a vector is brought to length 1
 * @param outside modules that come after the pooling and hold weights, so that they must be inside the graph
 * @param queryPrompt put before a query, empty if nothing is
 * @param passagePrompt put before a passage, empty if nothing is
 * @param multiVector share of the tokens' own vectors where pairs are scored by them, in 0..1; 0 for an embedding model alone
 */
record EncoderConfig(
        boolean crossEncoder,
        int labels,
        boolean sigmoid,
        int maxTokens,
        boolean lowerCase,
        List<Pooling> pooling,
        boolean promptCounts,
        boolean normalised,
        List<String> outside,
        Similarity similarity,
        String queryPrompt,
        String passagePrompt,
        double multiVector) {

    private static final int USUAL_MAX_TOKENS = 512; // BERT's, and that of most encoders made from it
    private static final int SENTINEL = 1_000_000; // tokenizer_config.json writes 1e30 for "no limit"

    /** Reads the files of a model. */
    static EncoderConfig read(ModelFiles files) {
        JsonNode config = files.json("config.json");
        JsonNode sentence = files.json("config_sentence_transformers.json");
        JsonNode bert = files.json("sentence_bert_config.json");
        JsonNode modules = files.json("modules.json");

        List<Pooling> pooling = new ArrayList<>();
        List<String> outside = new ArrayList<>();
        boolean promptCounts = true;
        boolean normalised = false;
        for (JsonNode module : modules) {
            String type = module.path("type").asString("");
            String path = module.path("path").asString("");
            switch (type.substring(type.lastIndexOf('.') + 1)) {
                case "Transformer" -> {}
                case "Pooling" -> {
                    JsonNode own = files.json(path + "/config.json");
                    pooling.addAll(Pooling.read(own));
                    promptCounts = own.path("include_prompt").asBoolean(true);
                }
                case "Normalize" -> normalised = true;
                default -> outside.add(path.isEmpty() ? type : path);
            }
        }

        int labels = labels(config);
        return new EncoderConfig(
                sentence.path("model_type").asString("").equals("CrossEncoder")
                        || config.path("architectures").path(0).asString("").endsWith("ForSequenceClassification"),
                labels,
                sigmoid(files, config, sentence, labels),
                maxTokens(files, config, bert),
                bert.path("do_lower_case").asBoolean(false),
                List.copyOf(pooling),
                promptCounts,
                normalised,
                List.copyOf(outside),
                similarity(files, sentence),
                prompt(sentence, "query"),
                prompt(sentence, "document", "passage", "corpus"),
                0);
    }

    /**
     * The same, with what the settings of a reference say put before what the files say.
     *
     * @throws IllegalArgumentException if a setting is out of range; the message says what is allowed
     */
    EncoderConfig with(ModelRef reference) {
        Map<String, String> settings = reference.settings();
        String pool = settings.getOrDefault("pooling", "");
        return new EncoderConfig(
                crossEncoder,
                labels,
                sigmoid,
                shorter(settings.get("max-tokens")),
                lowerCase,
                pool.isEmpty() ? pooling : List.of(Pooling.named(pool)),
                promptCounts,
                normalised,
                outside,
                similarity,
                settings.getOrDefault("query-prompt", queryPrompt),
                settings.getOrDefault("passage-prompt", passagePrompt),
                reference.share("multi-vector"));
    }

    private int shorter(@Nullable String wished) {
        if (wished == null) {
            return maxTokens;
        }
        if (!wished.matches("[0-9]{1,6}") || Integer.parseInt(wished) < 8 || Integer.parseInt(wished) > maxTokens) {
            throw new IllegalArgumentException(
                    "The setting max-tokens (%s) must be in [8, %d], the model's own length.\nMaybe leave it out."
                            .formatted(wished, maxTokens));
        }
        return Integer.parseInt(wished);
    }

    private static int labels(JsonNode config) {
        int named = config.path("id2label").size();
        // transformers leaves both keys out where a model has its default of two labels
        return named > 0 ? named : config.path("num_labels").asInt(2);
    }

    private static boolean sigmoid(ModelFiles files, JsonNode config, JsonNode sentence, int labels) {
        String name = sentence.path("activation_fn").asString("");
        if (name.isEmpty()) {
            name = config.path("sentence_transformers").path("activation_fn").asString("");
        }
        if (name.isEmpty()) {
            name = config.path("sbert_ce_default_activation_function").asString("");
        }
        if (name.isEmpty()) {
            return labels == 1; // sentence-transformers: Sigmoid for one label, Identity for more
        }
        if (name.startsWith("torch.")) {
            switch (name.substring(name.lastIndexOf('.') + 1)) {
                case "Identity" -> {
                    return false;
                }
                case "Sigmoid" -> {
                    return true;
                }
                default -> {}
            }
        }
        throw new ModelUnavailableException(
                "The model (%s) puts \"%s\" behind its scores, and only torch's Identity and Sigmoid are known.\nMaybe correct activation_fn in its configuration."
                        .formatted(files, name));
    }

    private static int maxTokens(ModelFiles files, JsonNode config, JsonNode bert) {
        long most = Long.MAX_VALUE;
        int positions = config.path("max_position_embeddings").asInt(0);
        if (positions > 0) {
            most = (long) positions - offset(config);
        }
        int own = bert.path("max_seq_length").asInt(0);
        double limit =
                files.json("tokenizer_config.json").path("model_max_length").asDouble(0);
        if (own > 0) {
            most = Math.min(most, own);
        } else if (limit > 0 && limit < SENTINEL) {
            most = Math.min(most, (long) limit);
        }
        return most == Long.MAX_VALUE ? USUAL_MAX_TOKENS : (int) most;
    }

    /** Rows of the position table before the first position: RoBERTa and its kin count from the padding token on. */
    private static int offset(JsonNode config) {
        String type = config.path("model_type").asString("");
        return Set.of("roberta", "xlm-roberta", "camembert", "mpnet", "longformer")
                        .contains(type)
                ? config.path("pad_token_id").asInt(1) + 1
                : 0;
    }

    private static Similarity similarity(ModelFiles files, JsonNode sentence) {
        String name = sentence.path("similarity_fn_name").asString("cosine");
        try {
            return Similarity.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new ModelUnavailableException(
                    "The model (%s) compares vectors by \"%s\", and only cosine, dot, euclidean and manhattan are known.\nMaybe correct similarity_fn_name in config_sentence_transformers.json."
                            .formatted(files, name),
                    e);
        }
    }

    private static String prompt(JsonNode sentence, String... names) {
        for (String name : names) {
            if (sentence.path("prompts").has(name)) {
                return sentence.path("prompts").path(name).asString("");
            }
        }
        String byDefault = sentence.path("default_prompt_name").asString("");
        return byDefault.isEmpty()
                ? ""
                : sentence.path("prompts").path(byDefault).asString("");
    }
}
