package dev.podium.onnx;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A tiny cross-encoder and the logits that the reference implementation gives for some texts.
 *
 * @param logits of each text
 * @param filling the token that fills up
 */
record GoldenCheckpoint(Path folder, List<Exported.Tokens> texts, List<List<Float>> logits, int filling) {

    private static final String FAMILIES = "(bert|roberta|xlmr|electra|distilbert)-seqcls.*";

    /** Those that the module carries, and those of the shared data where it is there. */
    static List<GoldenCheckpoint> all() throws IOException, URISyntaxException {
        Map<String, Path> folders = new TreeMap<>();
        Path carried =
                Path.of(GoldenCheckpoint.class.getResource("/checkpoints").toURI());
        Path shared = Path.of(System.getProperty("podium.shared", "../../shared"), "fixtures", "models");
        for (Path place : List.of(carried, shared)) {
            if (Files.isDirectory(place)) {
                try (Stream<Path> inside = Files.list(place)) {
                    inside.filter(folder -> folder.getFileName().toString().matches(FAMILIES))
                            .forEach(folder ->
                                    folders.putIfAbsent(folder.getFileName().toString(), folder));
                }
            }
        }
        List<GoldenCheckpoint> all = new ArrayList<>();
        for (Path folder : folders.values()) {
            all.add(read(folder));
        }
        return all;
    }

    private static GoldenCheckpoint read(Path folder) throws IOException {
        List<Exported.Tokens> texts = new ArrayList<>();
        for (JsonNode check : json(folder, "checks.json").path("checks")) {
            // one check a text of the golden file, in its order; those of padded batches have a mask
            if (check.path("kind").asString().equals("forward") && !check.has("mask")) {
                texts.add(new Exported.Tokens(integers(check.path("ids")), integers(check.path("types"))));
            }
        }
        List<List<Float>> logits = new ArrayList<>();
        for (JsonNode item : json(folder, "golden.json").path("items")) {
            logits.add(item.path("logits").valueStream().map(JsonNode::asFloat).toList());
        }
        int filling = json(folder, "config.json").path("pad_token_id").asInt();
        return new GoldenCheckpoint(folder, texts.subList(0, logits.size()), logits, filling);
    }

    private static JsonNode json(Path folder, String file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(folder.resolve(file)));
    }

    private static List<Integer> integers(JsonNode array) {
        return array.valueStream().map(JsonNode::asInt).toList();
    }

    @Override
    public String toString() {
        return folder.getFileName().toString();
    }
}
