package dev.podium.torch.train;

import dev.podium.torch.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Consumer;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes the folder of an adapter: what it is, and its tensors. */
final class AdapterFolder {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final String CONFIG = "adapter_config.json";
    private static final String HEAD = "head.safetensors";

    private AdapterFolder() {}

    /**
     * Writes one.
     *
     * @param folder made if it is not there
     * @param file that holds the tensors
     * @param config fills {@code adapter_config.json}
     */
    static void write(Path folder, String file, SequencedMap<String, Tensor> tensors, Consumer<ObjectNode> config)
            throws IOException {
        Files.createDirectories(folder);
        TensorFile.write(folder.resolve(file), tensors, Map.of("format", "pt"));
        ObjectNode json = JSON.createObjectNode();
        config.accept(json);
        Files.writeString(folder.resolve(CONFIG), JSON.writeValueAsString(json) + "\n");
    }

    /** Parameters that the checkpoint lacks, by their names. */
    static SequencedMap<String, Tensor> fresh(Built built) {
        SequencedMap<String, Tensor> fresh = new LinkedHashMap<>();
        built.parameters().tensors().forEach((name, tensor) -> {
            if (built.fresh().test(name)) {
                fresh.put(name, tensor);
            }
        });
        return fresh;
    }

    /** Keeps a new head beside an adapter whose own file has no place for one, if there is a new head. */
    static void head(Path folder, Built built) throws IOException {
        SequencedMap<String, Tensor> fresh = fresh(built);
        if (!fresh.isEmpty()) {
            TensorFile.write(folder.resolve(HEAD), fresh, Map.of("format", "pt"));
        }
    }
}
