package dev.podium.torch.train;

import dev.podium.torch.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The configuration of a cross-encoder with one label, made of that of the checkpoint it began from. */
final class CrossEncoderConfig {

    private static final JsonMapper JSON = new JsonMapper();

    /** By model type, where a configuration does not name the class of its model. */
    private static final Map<String, String> CLASSES = Map.of(
            "bert", "Bert",
            "roberta", "Roberta",
            "xlm-roberta", "XLMRoberta",
            "camembert", "Camembert",
            "distilbert", "DistilBert",
            "albert", "Albert",
            "electra", "Electra",
            "mpnet", "MPNet",
            "deberta-v2", "DebertaV2",
            "modernbert", "ModernBert");

    private CrossEncoderConfig() {}

    /** Whether a file beside the weights is one of a cross-encoder's: its tokenizer's, and none that says how texts become vectors. */
    static boolean belongs(String file) {
        return file.matches(
                "tokenizer.*|special_tokens_map\\.json|added_tokens\\.json|vocab\\..*|merges\\.txt|.*\\.model|LICENSE.*|NOTICE.*");
    }

    static void write(Config config, Path file) throws IOException {
        if (!(config.json().deepCopy() instanceof ObjectNode root)) {
            throw new IOException("The configuration of %s must be an object.".formatted(config.source()));
        }
        root.putPOJO("architectures", List.of(architecture(config)));
        root.putPOJO("id2label", Map.of("0", "LABEL_0"));
        root.putPOJO("label2id", Map.of("LABEL_0", 0));
        root.remove(List.of("_name_or_path", "num_labels"));
        Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
    }

    private static String architecture(Config config) {
        String said = config.texts("architectures").stream()
                .findFirst()
                .map(name -> name.replaceAll("(For[A-Z].*|Model)$", ""))
                .orElse("");
        String type = config.textOr("", "model_type");
        return (said.isEmpty() ? CLASSES.getOrDefault(type, "Bert") : said) + "ForSequenceClassification";
    }
}
