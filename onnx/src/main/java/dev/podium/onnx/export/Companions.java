package dev.podium.onnx.export;

import dev.podium.model.ModelUnavailableException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** The files beside the weights that say how a model is used: its tokenizer's, its configuration, how its vectors are pooled. */
final class Companions {

    private static final String BELONG =
            "(config|modules|config_sentence_transformers|sentence_bert_config|special_tokens_map|added_tokens)\\.json"
                    + "|tokenizer.*\\.json|vocab\\..*|merges\\.txt|.*\\.model|(LICENSE|NOTICE|README).*";

    private Companions() {}

    /** Copies them, and the configuration of each module that has a folder. */
    static void copy(Path from, Path to) throws IOException {
        if (!Files.isRegularFile(from.resolve("tokenizer.json"))) {
            throw new ModelUnavailableException(
                    "The checkpoint %s has no tokenizer.json, and without one no text can be read.\nMaybe copy it from where the checkpoint came from."
                            .formatted(from));
        }
        for (Path file : files(from)) {
            Path there = to.resolve(from.relativize(file));
            if (!Files.exists(there) || !Files.isSameFile(file, there)) {
                Files.createDirectories(to.resolve(from.relativize(file.resolveSibling(""))));
                if (file.getFileName().toString().equals(EncoderSpec.MODULES)) {
                    Files.writeString(there, withoutMap(file));
                } else {
                    Files.copy(file, there, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    /** The list of modules as it is of a graph that has the linear map inside. */
    private static String withoutMap(Path modules) throws IOException {
        ArrayNode kept = JsonMapper.shared().createArrayNode();
        for (JsonNode module : JsonMapper.shared().readTree(modules)) {
            if (!module.path("type").asString("").endsWith(EncoderSpec.DENSE)) {
                kept.add(module);
            }
        }
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(kept) + "\n";
    }

    private static List<Path> files(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(folder)) {
            for (Path one : inside) {
                String name = one.getFileName().toString();
                if (Files.isRegularFile(one) && name.matches(BELONG)) {
                    files.add(one);
                } else if (name.matches("[0-9]+_[A-Za-z]+")
                        && !name.endsWith("_Dense")
                        && Files.isRegularFile(one.resolve("config.json"))) {
                    files.add(one.resolve("config.json")); // 1_Pooling and its like
                }
            }
        }
        return files;
    }
}
